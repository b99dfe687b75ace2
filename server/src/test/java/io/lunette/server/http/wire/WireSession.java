package io.lunette.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A recorded session, as its file holds it. */
public record WireSession(String name, Path file, JsonNode root) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Path FOLDER = Path.of("src/test/resources/wire");

    /** One request of a command, and what it was answered. */
    public record Exchange(String command, ObjectNode node) {
        String method() {
            return node.path("method").asText();
        }

        String path() {
            return node.path("path").asText();
        }

        Map<String, String> headers() {
            Map<String, String> headers = new TreeMap<>();
            node.path("headers")
                    .properties()
                    .forEach(field ->
                            headers.put(field.getKey(), field.getValue().asText()));
            return headers;
        }

        /** The JSON body sent, or other data, or nothing. */
        String body() {
            return node.has("body")
                    ? node.get("body").toString()
                    : node.path("octets").asText();
        }

        int status() {
            return node.path("answer").path("status").asInt();
        }

        JsonNode answer() {
            return node.path("answer").path("body");
        }

        void answered(int status, JsonNode body) {
            ObjectNode answer = node.putObject("answer").put("status", status);
            if (!body.isMissingNode()) {
                answer.set("body", body);
            }
        }
    }

    /** The sessions of a service, by name. */
    public static Stream<WireSession> all(String service) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(service))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream()
                    .map(WireSession::read);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static WireSession read(Path file) {
        try {
            String name = file.getFileName().toString().replace(".json", "");
            return new WireSession(name, file, JSON.readTree(Files.readString(file)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public List<Exchange> exchanges() {
        List<Exchange> exchanges = new ArrayList<>();
        for (JsonNode command : root.path("commands")) {
            for (JsonNode exchange : (ArrayNode) command.path("exchanges")) {
                exchanges.add(new Exchange(command.path("command").asText(), (ObjectNode) exchange));
            }
        }
        return exchanges;
    }

    void write() {
        try {
            Files.writeString(file, JSON.writeValueAsString(root) + "\n");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
