package io.lunette.server.http;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.usecase.identity.ValidToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A server on a free port of the loopback interface that knows the tokens {@code member} and {@code unscoped}. */
public final class TestServer implements AutoCloseable {
    public static final String PROJECT = "11111111111111111111111111111111";

    private final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public TestServer(Service service, Route... routes) {
        this(TestServer::validate, new FixedApi(service, List.of(routes)));
    }

    public TestServer(Authenticator authenticator, Api... apis) {
        this.server = ApiServer.start(ApiSettings.on("127.0.0.1", 0), authenticator, List.of(apis));
    }

    private record FixedApi(Service service, List<Route> routes) implements Api {}

    private static Outcome<ValidToken> validate(String text) {
        return switch (text) {
            case "member" -> Outcome.done(token(Optional.of(new Project(new ProjectId(PROJECT), "demo", "", true))));
            case "unscoped" -> Outcome.done(token(Optional.empty()));
            default -> Outcome.failed(new IdentityFailure.TokenInvalid());
        };
    }

    private static ValidToken token(Optional<Project> project) {
        UserId user = new UserId("22222222222222222222222222222222");
        Instant now = Instant.EPOCH;
        return new ValidToken(
                new Token("", "audit", user, project.map(Project::id), "password", now, now.plusSeconds(1)),
                new User(user, "ann", "", "", true),
                project,
                project.isPresent() ? List.of(new Role("r", "member")) : List.of());
    }

    public int port() {
        return server.port();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** Sends a request with the token {@code member}; {@code headers} are names and values in turn and win over it. */
    public HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path)))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .setHeader("X-Auth-Token", "member");
        for (int index = 0; index < headers.length; index += 2) {
            request.setHeader(headers[index], headers[index + 1]);
        }
        return send(request.build());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
