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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/** Sends JSON and receives JSON. */
final class Wire {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    Answer send(String method, String url, Map<String, String> headers, JsonNode body) {
        HttpRequest.Builder request = request(url, headers, LONGEST_ANSWER, "application/json");
        if (body.isMissingNode()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return answer(exchange(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** Writes a good answer's data into {@code file}, and returns an answer without a body; any other is returned whole. */
    Answer download(String url, Map<String, String> headers, Path file) {
        HttpRequest request =
                request(url, headers, LONGEST_DOWNLOAD, "*/*").GET().build();
        return answer(exchange(
                request,
                head -> head.statusCode() / 100 == 2
                        ? HttpResponse.BodySubscribers.mapping(
                                HttpResponse.BodySubscribers.ofFile(file, StandardOpenOption.WRITE), written -> "")
                        : HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8)));
    }

    private static HttpRequest.Builder request(
            String url, Map<String, String> headers, Duration longest, String accepted) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(url)).timeout(longest).header("Accept", accepted);
            headers.forEach(request::header);
            return request;
        } catch (IllegalArgumentException noUrl) {
            throw unreachable(url);
        }
    }

    private HttpResponse<String> exchange(HttpRequest request, HttpResponse.BodyHandler<String> body) {
        try {
            return client.send(request, body);
        } catch (IOException lost) {
            throw unreachable(request.uri().toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Cause.UNREACHABLE, "Interrupted");
        }
    }

    private static CommandFailed unreachable(String url) {
        return new CommandFailed(
                Cause.UNREACHABLE,
                "Nothing answers at " + url + ". Check the address, and that the service runs: lunette serve");
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
