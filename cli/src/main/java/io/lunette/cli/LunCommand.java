package io.lunette.cli;

import picocli.CommandLine.Command;

/** What concerns LUNs on the SAN itself. */
@Command(
        name = "lun",
        description = "Looks at volumes' LUNs on the SAN.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LunReservationsCommand.class, LunClearReservationsCommand.class})
final class LunCommand {
    private LunCommand() {}
}
