package io.lunette.cli;

import picocli.CommandLine.Command;

/** Fibre Channel HBAs of hosts, and the vHBAs that servers have on them. */
@Command(
        name = "hba",
        description = "Shows Fibre Channel HBAs, and gives servers vHBAs of their own (NPIV).",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {HbaListCommand.class, HbaCreateCommand.class, HbaRemoveCommand.class})
final class HbaCommand {
    private HbaCommand() {}
}
