package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks at what was and is done to servers. */
@Command(
        name = "operation",
        description = "Looks at what was and is done to servers, step by step.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {OperationCommand.ListOperations.class, OperationCommand.Show.class})
final class OperationCommand {
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** What both look for. */
    abstract static class OfOperations extends Asking {
        @Option(names = "--server", paramLabel = "SERVER", description = "One server's; its id or its name.")
        @Nullable String server;

        JsonNode operations(Session session, StringJoiner query) {
            if (server != null) {
                query.add("server=" + id(session, server));
            }
            return session.own("/operations" + query).path("operations");
        }

        /** A server that is gone has its id alone. */
        private static String id(Session session, String server) {
            return UUID.matcher(server).matches()
                    ? server
                    : Things.server(session, server).path("id").asText();
        }
    }

    @Command(name = "list", description = "The newest operations on the project's servers; those that are gone too.")
    static final class ListOperations extends OfOperations {
        @Option(names = "--running", description = "Those alone that are under way.")
        boolean running;

        @Option(names = "--action", paramLabel = "ACTION", description = "One kind alone: create, attach_volume ...")
        @Nullable String action;

        @Option(
                names = "--since",
                paramLabel = "MOMENT",
                description = "Those under way then or later: 2026-11-23T04:46:00Z.")
        @Nullable String since;

        @Option(names = "--all-projects", description = "Those of all projects, for administrators.")
        boolean allProjects;

        @Option(
                names = "--limit",
                paramLabel = "COUNT",
                defaultValue = "50",
                description = "How many at most (default: ${DEFAULT-VALUE}).")
        int limit = 50;

        @Override
        void ask(Session session) {
            StringJoiner query = new StringJoiner("&", "?", "").add("limit=" + limit);
            if (running) {
                query.add("running=true");
            }
            if (allProjects) {
                query.add("all_tenants=true");
            }
            if (action != null) {
                query.add("action=" + Things.encoded(action));
            }
            if (since != null) {
                query.add("since=" + Things.encoded(since));
            }
            JsonNode operations = operations(session, query);
            print(operations, OperationText.table(operations));
        }
    }

    @Command(name = "show", description = "One operation: its steps with their times, its result, and its failure.")
    static final class Show extends OfOperations {
        @Parameters(paramLabel = "ID", description = "The operation's, which is its request's: req-...")
        String id = "";

        @Override
        void ask(Session session) {
            JsonNode operations = operations(session, new StringJoiner("&", "?", "").add("id=" + Things.encoded(id)));
            if (operations.isEmpty()) {
                throw CommandFailed.refused("There is no operation '" + id + "'. lunette operation list");
            }
            // A request that made several servers is an operation on each.
            StringJoiner texts = new StringJoiner("\n");
            operations.forEach(operation -> texts.add(OperationText.whole(operation)));
            print(operations, texts);
        }
    }

    private OperationCommand() {}
}
