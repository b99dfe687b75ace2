package io.lunette.cli;

import picocli.CommandLine.Command;

/** What concerns LUNs on the SAN itself. */
@Command(
        name = "lun",
        description = "Finds and adopts LUNs of arrays, and looks at those of volumes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LunDiscoverCommand.class,
            LunAdoptCommand.class,
            LunLoginCommand.class,
            LunRefreshCommand.class,
            LunUnmanageCommand.class,
            LunReservationsCommand.class,
            LunClearReservationsCommand.class
        })
final class LunCommand {
    private LunCommand() {}
}
