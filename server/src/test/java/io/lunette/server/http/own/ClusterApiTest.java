package io.lunette.server.http.own;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.failure.HostFailure;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.simulate.hypervisor.Interference.Call;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clusters over HTTP, on simulated parts. */
class ClusterApiTest {
    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final TestServer service = new TestServer(NamedCallers::validate, new ClusterApi(world.clusters));
    private final Server one = world.running();
    private final Server two = world.running();
    private final Volume data = world.volume(ANN, Map.of(), true);
    private final Volume log = world.volume(ANN, Map.of(), true);

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> call(String token, String method, String path, String body) {
        return service.send(method, "/v1/clusters" + path, TestCloud.json(body), "X-Auth-Token", token);
    }

    private JsonNode done(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestCloud.tree(response);
    }

    private String refused(int status, HttpResponse<String> response) {
        return done(status, response).path("error").path("message").asText();
    }

    private String members() {
        return "'servers': ['" + one.id() + "', '" + two.id() + "'], 'volumes': ['" + data.id() + "']";
    }

    private JsonNode made() {
        return done(
                201,
                call(
                        "ann",
                        "POST",
                        "",
                        "{'cluster': {'name': 'rac', " + members() + ", 'keys': {'" + one.id() + "': '0xa1'}}}"));
    }

    @Test
    void a_cluster_is_made_and_told_whole_with_what_was_seen() {
        JsonNode made = made();
        JsonNode cluster = made.path("cluster");
        assertEquals("rac", cluster.path("name").asText());
        assertEquals("active", cluster.path("status").asText());
        assertTrue(cluster.path("fault").isNull());
        assertEquals("0x00000000000000a1", cluster.at("/servers/0/key").asText());
        assertTrue(cluster.at("/servers/1/key").isNull());
        assertEquals(two.name(), cluster.at("/servers/1/name").asText());
        assertEquals(1, cluster.at("/volumes/0/address/controller").asInt());
        assertEquals("in", cluster.at("/volumes/0/stage").asText());
        assertEquals("attached", cluster.at("/volumes/0/attachments/1/status").asText());
        assertTrue(cluster.at("/volumes/0/wwid").asText().startsWith("naa."));
        assertTrue(made.at("/preflight/passed").asBoolean());
        assertEquals(2, made.at("/preflight/paths").size());
        assertEquals(512, made.at("/preflight/paths/0/block_bytes").asInt());
        assertEquals(6, made.at("/preflight/paths/0/capabilities/types").size());

        String id = cluster.path("id").asText();
        assertEquals(cluster, done(200, call("ann", "GET", "/" + id, "")).path("cluster"));
        assertEquals(
                cluster, done(200, call("ann", "GET", "", "")).path("clusters").path(0));
        assertEquals(0, done(200, call("bob", "GET", "", "")).path("clusters").size());
        assertEquals(
                1,
                done(200, call("root", "GET", "?all_projects=true", ""))
                        .path("clusters")
                        .size());
        refused(404, call("bob", "GET", "/" + id, ""));
        refused(404, call("ann", "GET", "/no-uuid", ""));
    }

    @Test
    void members_and_keys_are_changed_and_the_cluster_ends() {
        String id = made().at("/cluster/id").asText();
        Server three = world.running();
        JsonNode grown = done(
                200,
                call("ann", "POST", "/" + id + "/servers", "{'server': {'id': '" + three.id() + "', 'key': 'c3'}}"));
        assertEquals(3, grown.at("/cluster/servers").size());
        assertEquals("0x00000000000000c3", grown.at("/cluster/servers/2/key").asText());
        grown = done(200, call("ann", "POST", "/" + id + "/volumes", "{'volume': {'id': '" + log.id() + "'}}"));
        assertEquals(2, grown.at("/cluster/volumes").size());

        String key = "/" + id + "/servers/" + two.id() + "/key";
        assertTrue(refused(409, call("ann", "PUT", key, "{'key': '0xa1'}"))
                .contains(one.id().toString()));
        JsonNode keyed = done(200, call("ann", "PUT", key, "{'key': '0xb2'}"));
        assertEquals("0x00000000000000b2", keyed.at("/cluster/servers/1/key").asText());
        assertTrue(done(200, call("ann", "PUT", key, "{'key': null}"))
                .at("/cluster/servers/1/key")
                .isNull());

        JsonNode left = done(200, call("ann", "DELETE", "/" + id + "/servers/" + three.id(), ""));
        assertEquals(2, left.at("/cluster/servers").size());
        assertEquals(0, left.path("warnings").size());
        left = done(200, call("ann", "DELETE", "/" + id + "/volumes/" + data.id(), ""));
        assertEquals(1, left.at("/cluster/volumes").size());
        refused(404, call("ann", "DELETE", "/" + id + "/volumes/" + data.id(), ""));
        refused(404, call("ann", "DELETE", "/" + id + "/servers/nobody", ""));
        assertTrue(
                done(200, call("ann", "DELETE", "/" + id, "")).path("cluster").isNull());
        refused(404, call("ann", "DELETE", "/" + id, ""));
    }

    @Test
    void what_guests_hold_is_answered_as_still_leaving() {
        String id = made().at("/cluster/id").asText();
        for (int n = 1; n <= 9; n++) {
            world.hypervisor
                    .interference()
                    .failNext(Call.DETACH_DEVICE, new HostFailure.GuestHolds("host1", "server", "disk"));
        }
        JsonNode left = done(202, call("ann", "DELETE", "/" + id, ""));
        assertEquals("deleting", left.at("/cluster/status").asText());
        assertEquals(
                "detaching", left.at("/cluster/volumes/0/attachments/0/status").asText());
        world.hypervisor.interference().stop();
        world.work(3);
        refused(404, call("ann", "GET", "/" + id, ""));
    }

    @Test
    void a_preflight_tells_of_paths_and_makes_nothing() {
        JsonNode seen = done(200, call("ann", "POST", "/preflight", "{'preflight': {" + members() + "}}"))
                .path("preflight");
        assertTrue(seen.path("passed").asBoolean());
        assertEquals(one.name(), seen.at("/paths/0/server/name").asText());
        assertEquals(0, seen.at("/paths/0/registrations").size());
        assertEquals(0, done(200, call("ann", "GET", "", "")).path("clusters").size());
        String id = made().at("/cluster/id").asText();
        assertTrue(done(200, call("ann", "POST", "/" + id + "/preflight", "{}"))
                .at("/preflight/passed")
                .asBoolean());
    }

    @Test
    void a_body_that_does_not_say_what_is_to_be_done_is_refused() {
        for (String body : new String[] {
            "{}",
            "{'cluster': {}}",
            "{'cluster': {'name': '', " + members() + "}}",
            "{'cluster': {'name': 'rac', 'servers': ['x'], 'volumes': []}}",
            "{'cluster': {'name': 'rac', 'servers': [], 'volumes': ['" + data.id() + "']}}",
            "{'cluster': {'name': 'rac', " + members() + ", 'keys': {'" + one.id() + "': '0'}}}",
            "{'cluster': {'name': 'rac', " + members() + ", 'keys': {'x': '1'}}}",
            "{'cluster': {'name': 'rac', " + members() + ", 'force': true}}"
        }) {
            refused(400, call("ann", "POST", "", body));
        }
        String id = made().at("/cluster/id").asText();
        refused(400, call("ann", "POST", "/" + id + "/servers", "{'server': {}}"));
        refused(400, call("ann", "PUT", "/" + id + "/servers/" + one.id() + "/key", "{}"));
    }
}
