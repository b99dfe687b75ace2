package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Clusters for people to read. */
final class ClusterText {
    private ClusterText() {}

    static String of(JsonNode cluster) {
        Table head = Table.ofFields()
                .row(
                        "Cluster",
                        cluster.path("name").asText() + " ("
                                + cluster.path("id").asText() + ")")
                .row("Status", cluster.path("status").asText());
        if (cluster.path("fault").isTextual()) {
            head.row("Last change", cluster.path("fault").asText());
        }
        return head + "\n" + servers(cluster.path("servers")) + "\n" + volumes(cluster);
    }

    private static String servers(JsonNode servers) {
        Table table = new Table("SERVER", "NAME", "KEY", "STAGE");
        for (JsonNode server : servers) {
            table.row(
                    server.path("id").asText(),
                    server.path("name").asText("-"),
                    server.path("key").asText("-"),
                    server.path("stage").asText());
        }
        return table.toString();
    }

    private static String volumes(JsonNode cluster) {
        Table table = new Table("VOLUME", "NAME", "WWID", "ADDRESS", "STAGE", "ON SERVERS");
        for (JsonNode volume : cluster.path("volumes")) {
            table.row(
                    volume.path("id").asText(),
                    volume.path("name").asText("-"),
                    volume.path("wwid").asText("-"),
                    address(volume.path("address")),
                    volume.path("stage").asText(),
                    on(volume.path("attachments")));
        }
        return table.toString();
    }

    private static String address(JsonNode address) {
        return address.path("controller").asText() + ":" + address.path("bus").asText() + ":"
                + address.path("target").asText() + ":" + address.path("unit").asText();
    }

    /** How many have it, and what is different on the others. */
    private static String on(JsonNode attachments) {
        String others = StreamSupport.stream(attachments.spliterator(), false)
                .filter(each -> !isAttached(each))
                .map(each -> each.path("status").asText("lacking") + " on "
                        + each.path("server").asText())
                .collect(Collectors.joining(", "));
        long there = StreamSupport.stream(attachments.spliterator(), false)
                .filter(ClusterText::isAttached)
                .count();
        return there + " of " + attachments.size() + (others.isEmpty() ? "" : "; " + others);
    }

    private static boolean isAttached(JsonNode attachment) {
        return attachment.path("status").asText().equals("attached");
    }

    static String warnings(JsonNode answer) {
        return lines("Warning: ", answer.path("warnings"));
    }

    private static String lines(String before, JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(text -> before + text.asText() + "\n")
                .collect(Collectors.joining());
    }

    static String preflight(JsonNode seen) {
        Table table = new Table("SERVER", "VOLUME", "WWID", "BYTES", "BLOCK", "RESERVATIONS", "REGISTERED");
        for (JsonNode path : seen.path("paths")) {
            table.row(
                    name(path.path("server")),
                    name(path.path("volume")),
                    path.path("wwid").asText("-"),
                    path.path("size_bytes").asText("-"),
                    path.path("block_bytes").asText("-"),
                    capabilities(path.path("capabilities")),
                    path.path("registrations").isArray() ? keys(path.path("registrations")) : "-");
        }
        return table
                + lines("Problem: ", seen.path("problems"))
                + lines("Warning: ", seen.path("warnings"))
                + (seen.path("passed").asBoolean()
                        ? "These servers can share these LUNs.\n"
                        : "These servers cannot share these LUNs yet.\n");
    }

    private static String name(JsonNode thing) {
        String name = thing.path("name").asText();
        return name.isEmpty() ? thing.path("id").asText() : name;
    }

    private static String capabilities(JsonNode told) {
        if (!told.isObject()) {
            return "unknown";
        }
        String types = told.path("types").isArray()
                ? "types "
                        + StreamSupport.stream(told.path("types").spliterator(), false)
                                .map(type -> type.path("type").asText())
                                .collect(Collectors.joining(","))
                : "types unknown";
        return types + (told.path("keeps_through_power_loss").asBoolean() ? ", PTPL" : ", no PTPL");
    }

    private static String keys(JsonNode keys) {
        return keys.isEmpty()
                ? "none"
                : StreamSupport.stream(keys.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" "));
    }
}
