package io.lunette.cli;

import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The lunette command. */
@Command(
        name = "lunette",
        description = "Gives virtual machines SAN LUNs as SCSI passthrough.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the service refused; it says why, and what to do",
            "2:wrong usage",
            "3:the service cannot be reached",
            "4:not authenticated",
            "5:planned, and it would be refused",
            "6:the doctor found a problem"
        },
        subcommands = {
            ServerCommand.class,
            VolumeCommand.class,
            HostCommand.class,
            HbaCommand.class,
            DoctorCommand.class,
            LunCommand.class,
            ClusterCommand.class,
            AttachCommand.class,
            DetachCommand.class,
            PlanCommand.class,
            OperationCommand.class,
            DriftCommand.class,
            TokenCommand.class,
            StatusCommand.class,
            BackupCommand.class,
            Main.ShowVersion.class
        })
public final class Main {

    /** The version in the jar's manifest. */
    static final class Version implements IVersionProvider {
        static String text() {
            String version = Main.class.getPackage().getImplementationVersion();
            return "lunette " + (version == null ? "(not from a jar)" : version);
        }

        @Override
        public String[] getVersion() {
            return new String[] {text()};
        }
    }

    @Command(name = "version", description = "Prints the version.")
    static final class ShowVersion implements Runnable {
        @Override
        public void run() {
            System.out.println(Version.text());
        }
    }

    /** `serve` is started by the launcher, in a process of its own; here it stands for help and completion alone. */
    @Command(name = "serve", description = "Runs the service: lunette serve --help")
    static final class Serve implements Runnable {
        @Override
        public void run() {
            throw CommandFailed.refused("lunette serve is started by the launcher script 'lunette', not by this jar");
        }
    }

    /** As {@code serve}: it works on the service's own state, while no service runs. */
    @Command(
            name = "recover",
            description =
                    "Makes a new store when the service's is lost, of what hosts and LUNs tell: lunette recover --help")
    static final class Recover implements Runnable {
        @Override
        public void run() {
            throw CommandFailed.refused("lunette recover is started by the launcher script 'lunette', not by this jar");
        }
    }

    /** As {@link Serve}. */
    @Command(
            name = "restore",
            description = "Puts a backup in the place of a stopped service's store: lunette restore --help")
    static final class Restore implements Runnable {
        @Override
        public void run() {
            throw CommandFailed.refused("lunette restore is started by the launcher script 'lunette', not by this jar");
        }
    }

    private final CloudFinder clouds;
    private final Terminal terminal;

    private Main(CloudFinder clouds, Terminal terminal) {
        this.clouds = clouds;
        this.terminal = terminal;
    }

    CloudFinder clouds() {
        return clouds;
    }

    Terminal terminal() {
        return terminal;
    }

    static CommandLine commands(CloudFinder clouds, Terminal terminal) {
        CommandLine commands = new CommandLine(new Main(clouds, terminal));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.registerConverter(BlockDevice.class, new BlockDevice.Reader());
        commands.addSubcommand("serve", new Serve());
        commands.addSubcommand("recover", new Recover());
        commands.addSubcommand("restore", new Restore());
        commands.addSubcommand("completion", new GenerateCompletion());
        commands.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof CommandFailed failed) {
                command.getErr().println("lunette: " + failed.getMessage());
                command.getErr().flush();
                return failed.exitCode();
            }
            throw exception;
        });
        return commands;
    }

    public static void main(String[] arguments) {
        System.exit(
                commands(CloudFinder.ofThisProcess(), Terminal.ofThisProcess()).execute(arguments));
    }
}
