package io.lunette.cli;

import picocli.CommandLine.Command;

/** Servers that share LUNs. */
@Command(
        name = "cluster",
        description = "Lets servers share LUNs, each LUN at one address on all of them.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterCreateCommand.class,
            ClusterPreflightCommand.class,
            ClusterShowing.ListClusters.class,
            ClusterShowing.Show.class,
            ClusterAdding.Server.class,
            ClusterAdding.Volume.class,
            ClusterRemoving.Server.class,
            ClusterRemoving.Volume.class,
            ClusterRemoving.All.class,
            ClusterSetKeyCommand.class
        })
final class ClusterCommand {
    private ClusterCommand() {}
}
