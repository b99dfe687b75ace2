package io.lunette.cli;

import picocli.CommandLine.Command;

/** The libvirt hosts that servers are put on. */
@Command(
        name = "host",
        description = "Adds, shows and removes libvirt hosts, explains where servers go, and logs hosts in to targets.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            HostAddCommand.class,
            HostListCommand.class,
            HostShowCommand.class,
            HostEnableCommand.class,
            HostDisableCommand.class,
            HostRemoveCommand.class,
            HostExplainCommand.class,
            HostLunsCommand.class,
            HostDiscoverCommand.class,
            HostLoginCommand.class,
            HostLoginsCommand.class,
            HostLogoutCommand.class
        })
final class HostCommand {
    private HostCommand() {}
}
