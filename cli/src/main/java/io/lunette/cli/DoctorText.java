package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A doctor's findings for people to read: a table for each host, problems first, and below it what to do. */
final class DoctorText {
    private DoctorText() {}

    static String of(JsonNode found) {
        String hosts = StreamSupport.stream(found.path("hosts").spliterator(), false)
                .map(host -> section(
                        "Host " + host.path("name").asText() + ": "
                                + host.path("level").asText(),
                        host.path("findings")))
                .collect(Collectors.joining("\n"));
        return hosts + "\n" + section("Controller", found.path("controller"));
    }

    private static String section(String title, JsonNode findings) {
        Table table = new Table("LEVEL", "CHECK", "FINDING");
        findings.forEach(finding -> table.row(
                finding.path("level").asText(),
                finding.path("code").asText(),
                finding.path("what").asText()));
        String advice = StreamSupport.stream(findings.spliterator(), false)
                .filter(finding -> !finding.path("fix").asText().isEmpty())
                .map(DoctorText::advice)
                .collect(Collectors.joining());
        return Table.printable(title) + "\n" + table + advice;
    }

    private static String advice(JsonNode finding) {
        return "\n"
                + Table.printable(finding.path("code").asText() + ": "
                        + finding.path("what").asText() + ":") + "\n  "
                + Table.printable(finding.path("why").asText() + ".") + "\n  "
                + (finding.path("level").asText().equals("unknown") ? "Look there: " : "Fix: ")
                + Table.printable(finding.path("fix").asText()) + "\n";
    }
}
