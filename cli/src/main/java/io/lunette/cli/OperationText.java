package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Operations as people read them. */
final class OperationText {
    private static final Duration LONG = Duration.ofMinutes(2);

    private OperationText() {}

    /** One line each. */
    static Table table(JsonNode operations) {
        Table table = new Table("STARTED", "TOOK", "ACTION", "SERVER", "STATE", "STEPS", "ID");
        for (JsonNode operation : operations) {
            table.row(
                    moment(operation, "started"),
                    took(operation),
                    operation.path("action").asText(),
                    server(operation),
                    operation.path("state").asText(),
                    progress(operation.path("steps")),
                    operation.path("id").asText());
        }
        return table;
    }

    /** All of one: what it is, what went wrong, and its steps. */
    static String whole(JsonNode operation) {
        Table fields = Table.ofFields()
                .row("id", operation.path("id").asText())
                .row("action", operation.path("action").asText())
                .row("server", named(operation.path("server")))
                .row("state", operation.path("state").asText())
                .row("started", operation.path("started").asText())
                .row("finished", operation.path("finished").asText("-"))
                .row("took", took(operation));
        if (operation.path("failure").isTextual()) {
            fields.row("failure", operation.path("failure").asText());
        }
        JsonNode steps = operation.path("steps");
        return steps.isEmpty() ? fields.toString() : fields + "\n" + steps(steps);
    }

    private static Table steps(JsonNode steps) {
        Table table = new Table("STEP", "AT", "TOOK", "STATE", "WHAT");
        int number = 0;
        for (JsonNode step : steps) {
            number++;
            table.row(
                    Integer.toString(number),
                    step.path("started").asText().replaceFirst(".*T", ""),
                    took(step),
                    step.path("state").asText(),
                    step.path("does").asText());
        }
        return table;
    }

    private static String server(JsonNode operation) {
        JsonNode server = operation.path("server");
        return server.path("name").asText(server.path("id").asText());
    }

    private static String named(JsonNode server) {
        return server.path("name").isTextual()
                ? server.path("name").asText() + " (" + server.path("id").asText() + ")"
                : server.path("id").asText() + " (gone)";
    }

    /** How many of the steps that were begun are done. */
    private static String progress(JsonNode steps) {
        int done = 0;
        for (JsonNode step : steps) {
            done += step.path("state").asText().equals("done") ? 1 : 0;
        }
        return done + "/" + steps.size();
    }

    private static String moment(JsonNode of, String field) {
        return Instant.parse(of.path(field).asText())
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    /** {@code 12.3 ms}, {@code 1.234 s}, {@code 7 min 3 s}; nothing while it is under way. */
    private static String took(JsonNode of) {
        if (!of.path("finished").isTextual()) {
            return "-";
        }
        Duration took = Duration.between(
                Instant.parse(of.path("started").asText()),
                Instant.parse(of.path("finished").asText()));
        double milliseconds = took.toNanos() / 1e6;
        if (took.compareTo(LONG) >= 0) {
            return took.toMinutes() + " min " + took.toSecondsPart() + " s";
        }
        return milliseconds < 1000
                ? String.format(Locale.ROOT, "%.1f ms", milliseconds)
                : String.format(Locale.ROOT, "%.3f s", milliseconds / 1000);
    }
}
