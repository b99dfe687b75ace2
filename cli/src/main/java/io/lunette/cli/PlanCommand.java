package io.lunette.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what work would do. */
@Command(
        name = "plan",
        description = "Says what work on a server would do, step by step and in the domain's XML, and does nothing.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PlanCommand.Attach.class,
            PlanCommand.Detach.class,
            PlanBootCommand.class,
            PlanCommand.Start.class,
            PlanCommand.Reboot.class,
            PlanCommand.Delete.class
        })
final class PlanCommand {

    /** Work on a server that is there. */
    abstract static class OfServer extends Planning {
        @Parameters(index = "0", paramLabel = "SERVER", description = "Its id or its name.")
        String server = "";

        ObjectNode of(Session session, ObjectNode plan, String name) {
            return plan.putObject(name)
                    .put("server", Things.server(session, server).path("id").asText());
        }
    }

    /** Work on a server and a volume. */
    abstract static class OfVolume extends OfServer {
        @Parameters(index = "1", paramLabel = "VOLUME", description = "Its id or its name.")
        String volume = "";

        @Override
        ObjectNode of(Session session, ObjectNode plan, String name) {
            return super.of(session, plan, name)
                    .put("volume", Things.volume(session, volume).path("id").asText());
        }
    }

    @Command(name = "attach", description = "What attaching a volume to a server would do.")
    static final class Attach extends OfVolume {
        @Option(names = "--device", paramLabel = "PATH", description = "The device name wanted, such as /dev/sdb.")
        @Nullable String device;

        @Option(names = "--tag", paramLabel = "TAG", description = "A tag for the disk.")
        @Nullable String tag;

        @Override
        void work(Session session, ObjectNode plan) {
            ObjectNode attach = of(session, plan, "attach");
            if (device != null) {
                attach.put("device", device);
            }
            if (tag != null) {
                attach.put("tag", tag);
            }
        }
    }

    @Command(name = "detach", description = "What detaching a volume from a server would do.")
    static final class Detach extends OfVolume {
        @Override
        void work(Session session, ObjectNode plan) {
            of(session, plan, "detach");
        }
    }

    @Command(name = "start", description = "What starting a server would do.")
    static final class Start extends OfServer {
        @Override
        void work(Session session, ObjectNode plan) {
            of(session, plan, "start");
        }
    }

    @Command(name = "reboot", description = "What rebooting a server the hard way would do.")
    static final class Reboot extends OfServer {
        @Override
        void work(Session session, ObjectNode plan) {
            of(session, plan, "reboot");
        }
    }

    @Command(name = "delete", description = "What deleting a server would do.")
    static final class Delete extends OfServer {
        @Override
        void work(Session session, ObjectNode plan) {
            of(session, plan, "delete");
        }
    }

    private PlanCommand() {}
}
