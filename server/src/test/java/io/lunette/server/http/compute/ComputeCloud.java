package io.lunette.server.http.compute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.server.http.Api;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** Compute on simulated parts, for callers whose token is their name: ann, bob, and root, who is an administrator. */
final class ComputeCloud implements AutoCloseable {
    static final String LATEST = "2.92";

    final ServerWorld world = new ServerWorld(Runnable::run);
    final TestServer server = new TestServer(
            NamedCallers::validate,
            ComputeApi.on(world.servers, world.store, world::id, world::now).toArray(Api[]::new));

    /** A call with a body that is JSON with single quotes. */
    HttpResponse<String> call(String token, String version, String method, String path, String body) {
        return server.send(
                method,
                "/compute/v2.1" + path,
                TestCloud.json(body),
                "X-Auth-Token",
                token,
                "OpenStack-API-Version",
                "compute " + version);
    }

    HttpResponse<String> get(String version, String path) {
        return call("ann", version, "GET", path, "");
    }

    HttpResponse<String> post(String version, String path, String body) {
        return call("ann", version, "POST", path, body);
    }

    /** The answer's body, once its status is the one expected. */
    static JsonNode body(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestCloud.tree(response);
    }

    /** What the world is like: rows, domains, and who sees which LUN. */
    private List<Object> everything() {
        return List.of(
                world.store.servers().list(Optional.empty()),
                world.store.volumes().list(Optional.empty()),
                world.store.attachments().all(),
                world.store.flavors().list(),
                world.hypervisor.servers().get().stream().map(world::domain).toList(),
                world.store.volumes().list(Optional.empty()).stream()
                        .map(world::seenBy)
                        .toList());
    }

    /**
     * Makes the call and sees that it is refused in Nova's shape and words that hold all of {@code words}, with a reason and
     * with what to do, and that nothing changed.
     */
    void refuses(int status, String fault, String method, String path, String body, String... words) {
        List<Object> before = everything();
        HttpResponse<String> response = call("ann", LATEST, method, path, body);
        JsonNode answer = body(status, response);
        assertEquals(status, answer.path(fault).path("code").asInt(), response.body());
        String message = answer.path(fault).path("message").asText();
        for (String word : words) {
            assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
        }
        // what: why. fix
        assertTrue(message.matches("(?s).+: .+\\. .+"), message);
        assertTrue(response.headers().firstValue("x-openstack-request-id").isPresent());
        assertEquals(before, everything());
    }

    @Override
    public void close() {
        server.close();
        world.store.close();
    }
}
