package io.lunette.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The lunette command. */
@Command(
        name = "lunette",
        description = "Gives virtual machines SAN LUNs as SCSI passthrough.",
        version = "0.1.0",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
