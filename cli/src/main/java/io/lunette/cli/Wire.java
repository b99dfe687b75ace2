package io.lunette.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.cli.CommandFailed.Cause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Sends JSON and receives JSON. */
final class Wire {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    Answer send(String method, String url, Map<String, String> headers, JsonNode body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(LONGEST_ANSWER)
                    .header("Accept", "application/json");
            headers.forEach(request::header);
            if (body.isMissingNode()) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json");
                request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
            }
            return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | IllegalArgumentException lost) {
            throw new CommandFailed(
                    Cause.UNREACHABLE,
                    "Nothing answers at " + url + ". Check the address, and that the service runs: lunette serve");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Cause.UNREACHABLE, "Interrupted");
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                parse(response.body()),
                response.headers().firstValue("X-Subject-Token").orElse(""));
    }

    private static JsonNode parse(String body) {
        try {
            return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
