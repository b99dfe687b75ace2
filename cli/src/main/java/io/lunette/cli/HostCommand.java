package io.lunette.cli;

import picocli.CommandLine.Command;

/** The libvirt hosts that servers are put on. */
@Command(
        name = "host",
        description = "Adds, shows and removes libvirt hosts, and explains where servers go.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HostAddCommand.class,
            HostListCommand.class,
            HostShowCommand.class,
            HostEnableCommand.class,
            HostDisableCommand.class,
            HostRemoveCommand.class,
            HostExplainCommand.class,
            HostLunsCommand.class
        })
final class HostCommand {
    private HostCommand() {}
}
