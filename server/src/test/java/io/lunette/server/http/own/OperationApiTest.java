package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.ServerWorld;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operations over HTTP, on simulated parts. */
class OperationApiTest {
    private static final String NOBODY = "99999999-9999-4999-8999-999999999999";

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final TestServer service =
            new TestServer(NamedCallers::validate, new OperationApi(world.servers.actions()));

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> get(String token, String path) {
        return service.send("GET", "/v1/operations" + path, "", "X-Auth-Token", token);
    }

    private JsonNode list(String token, String query) {
        HttpResponse<String> response = get(token, query);
        assertEquals(200, response.statusCode(), response.body());
        return TestCloud.tree(response);
    }

    private List<String> actions(String token, String query) {
        List<String> actions = new ArrayList<>();
        list(token, query)
                .path("operations")
                .forEach(operation -> actions.add(operation.path("action").asText()));
        return actions;
    }

    private Outcome<Attachment> attach(Server server, Map<String, String> metadata) {
        Volume volume = world.volume(metadata);
        return world.servers
                .attach()
                .attach(
                        ServerWorld.again(ServerWorld.ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false));
    }

    private Server busy() {
        Server server = world.running();
        attach(server, ServerWorld.PASSTHROUGH).get();
        return server;
    }

    @Test
    void operations_are_listed_newest_first_with_their_steps() {
        Server server = busy();
        JsonNode newest = list("ann", "").path("operations").path(0);
        assertEquals("attach_volume", newest.path("action").asText());
        assertEquals("succeeded", newest.path("state").asText());
        assertEquals(server.id().toString(), newest.path("server").path("id").asText());
        assertEquals("vm", newest.path("server").path("name").asText());
        assertTrue(newest.path("failure").isNull());
        assertTrue(newest.path("finished").asText().endsWith("Z"), newest.toString());
        JsonNode last = newest.path("steps").path(newest.path("steps").size() - 1);
        assertEquals("confirm lun sdb at 1:0:0:0", last.path("does").asText());
        assertEquals("done", last.path("state").asText());
        assertTrue(last.path("finished").isTextual());
        assertEquals(List.of("attach_volume", "create"), actions("ann", ""));
    }

    @Test
    void a_failed_operation_tells_its_failure() {
        Server server = busy();
        Volume volume = world.volume(ServerWorld.PASSTHROUGH);
        world.source.delete(volume.id()).get();
        world.servers
                .attach()
                .attach(
                        ServerWorld.again(ServerWorld.ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false));
        JsonNode failed = list("ann", "?limit=1").path("operations").path(0);
        assertEquals("failed", failed.path("state").asText(), failed.toString());
        assertTrue(failed.path("failure").asText().contains(volume.id().toString()), failed.toString());
        assertEquals("failed", failed.path("steps").path(0).path("state").asText());
    }

    @Test
    void operations_are_found_by_server_id_action_and_moment() {
        Server server = busy();
        world.running();
        assertEquals(List.of("attach_volume", "create"), actions("ann", "?server=" + server.id()));
        assertEquals(List.of("create", "create"), actions("ann", "?action=create"));
        assertEquals(List.of(), actions("ann", "?running=true"));
        assertEquals(3, actions("ann", "?running=false").size());
        String id = list("ann", "?action=attach_volume")
                .path("operations")
                .path(0)
                .path("id")
                .asText();
        assertEquals(List.of("attach_volume"), actions("ann", "?id=" + id));
        assertEquals(List.of(), actions("ann", "?since=2027-01-01T00:00:00Z"));
        assertEquals(3, actions("ann", "?since=2026-01-01").size());
    }

    @Test
    void a_list_goes_on_where_its_link_says() {
        busy();
        world.running();
        JsonNode page = list("ann", "?limit=2&running=false");
        assertEquals(2, page.path("operations").size());
        URI next = URI.create(page.at("/operations_links/0/href").asText());
        JsonNode rest = list("ann", "?" + next.getRawQuery());
        assertEquals(1, rest.path("operations").size());
        assertTrue(rest.path("operations_links").isMissingNode());
        assertEquals("create", rest.path("operations").path(0).path("action").asText());
    }

    @Test
    void one_operation_is_shown_under_its_server_and_id() {
        Server server = busy();
        JsonNode listed = list("ann", "").path("operations").path(0);
        String path = "/" + server.id() + "/" + listed.path("id").asText();
        assertEquals(listed, list("ann", path).path("operation"));
        assertEquals(404, get("ann", "/" + server.id() + "/req-nothing").statusCode());
        assertEquals(404, get("ann", "/" + NOBODY + "/req-1").statusCode());
        assertEquals(404, get("ann", "/vm/req-1").statusCode());
        assertEquals(404, get("bob", path).statusCode());
    }

    @Test
    void a_server_that_is_gone_keeps_its_operations_for_those_whose_it_was() {
        Server server = busy();
        world.servers
                .delete()
                .delete(ServerWorld.again(ServerWorld.ADMIN), server.id())
                .get();
        assertEquals(List.of("delete", "attach_volume", "create"), actions("ann", "?server=" + server.id()));
        JsonNode removal = list("ann", "").path("operations").path(0);
        assertTrue(removal.path("server").path("name").isNull());
        assertEquals(
                removal,
                list("ann", "/" + server.id() + "/" + removal.path("id").asText())
                        .path("operation"));
        assertEquals(List.of(), actions("bob", "?server=" + server.id()));
    }

    @Test
    void members_see_their_projects_and_administrators_all_that_they_ask_for() {
        Server server = busy();
        assertEquals(List.of(), actions("bob", ""));
        assertEquals(List.of(), actions("root", ""));
        assertEquals(2, actions("root", "?all_tenants=true").size());
        assertEquals(2, actions("root", "?server=" + server.id()).size());
        assertEquals(
                2,
                actions("root", "?project=" + ServerWorld.ANN.project().text()).size());
        assertEquals(
                List.of(),
                actions(
                        "root",
                        "?all_tenants=1&project=" + ServerWorld.BOB.project().text()));
        assertEquals(403, get("ann", "?all_tenants=true").statusCode());
        assertEquals(
                403, get("ann", "?project=" + ServerWorld.BOB.project().text()).statusCode());
        assertEquals(
                2,
                actions("ann", "?project=" + ServerWorld.ANN.project().text()).size());
    }

    @Test
    void a_question_that_cannot_be_read_is_400_and_names_the_parameter() {
        for (String wrong : List.of(
                "server=vm", "running=maybe", "since=noon", "limit=x", "marker=vm", "marker=" + NOBODY + "/req-1")) {
            HttpResponse<String> response = get("ann", "?" + wrong);
            assertEquals(400, response.statusCode(), response.body());
            assertTrue(response.body().contains("'" + wrong.substring(0, wrong.indexOf('=')) + "'"), response.body());
        }
    }
}
