package io.lunette.server.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lunette.port.Identities;
import io.lunette.server.http.TestClock;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Sends a session's requests in their order, and holds each answer to the one recorded. */
public final class WireReplay {
    private static final boolean REWRITE = Boolean.getBoolean("lunette.golden.rewrite");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestServer server;
    private final String token;
    private final Masks masks;

    /**
     * A replay against {@code server}.
     *
     * @param known what masks stand for from the start, as {@code <project>} and {@code <user>}
     */
    public WireReplay(TestServer server, String token, Map<String, String> known) {
        Map<String, String> all = new HashMap<>(known);
        all.put("<base>", server.url(""));
        this.server = server;
        this.token = token;
        this.masks = new Masks(all);
    }

    /** A test for each session in a folder, sent by the administrator of a cloud of its own. */
    public static Stream<DynamicTest> asAdministrator(String folder) {
        return WireSession.all(folder)
                .map(session -> DynamicTest.dynamicTest(session.name(), () -> {
                    try (TestCloud cloud = new TestCloud(new TestClock())) {
                        new WireReplay(cloud.server, cloud.adminToken(), administrator(cloud)).replay(session);
                    }
                }));
    }

    private static Map<String, String> administrator(TestCloud cloud) {
        Identities identities = cloud.store.identities();
        return Map.of(
                "<project>",
                identities.projectByName("admin").orElseThrow().id().text(),
                "<user>",
                identities.userByName("admin").orElseThrow().id().text());
    }

    public void replay(WireSession session) {
        for (WireSession.Exchange exchange : session.exchanges()) {
            HttpResponse<String> response = send(exchange);
            JsonNode body = tree(response);
            List<String> differences = Shapes.differences(exchange.answer(), body, masks);
            if (REWRITE) {
                exchange.answered(response.statusCode(), masks.hide(body));
            } else {
                assertEquals(exchange.status(), response.statusCode(), () -> told(exchange) + response.body());
                assertEquals(List.of(), differences, () -> told(exchange));
            }
        }
        if (REWRITE) {
            session.write();
        }
    }

    private HttpResponse<String> send(WireSession.Exchange exchange) {
        List<String> headers = new ArrayList<>(List.of("X-Auth-Token", token));
        exchange.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        return server.send(
                exchange.method(),
                masks.reveal(exchange.path()),
                masks.reveal(exchange.body()),
                headers.toArray(String[]::new));
    }

    private static String told(WireSession.Exchange exchange) {
        return exchange.command() + ": " + exchange.method() + " " + exchange.path() + " ";
    }

    /** The JSON of an answer; what else it may be is not compared. */
    private static JsonNode tree(HttpResponse<String> response) {
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        try {
            return json ? JSON.readTree(response.body()) : MissingNode.getInstance();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
