package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.Server;
import io.lunette.model.Wwn;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.fibrechannel.AdapterUseCases;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fibre Channel HBAs over HTTP, on simulated parts. */
class AdapterApiTest {
    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final TestServer service = new TestServer(
            NamedCallers::validate,
            new AdapterApi(AdapterUseCases.on(world.store, world.hosts, world.servers.turns(), world::now)));
    private final Server server = world.running();

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> call(String token, String method, String path, String body) {
        return service.send(method, "/v1/hosts/host1/hbas" + path, TestCloud.json(body), "X-Auth-Token", token);
    }

    private JsonNode done(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestCloud.tree(response);
    }

    private String refused(int status, HttpResponse<String> response) {
        return done(status, response).path("error").path("message").asText();
    }

    private HttpResponse<String> create(String more) {
        return call("root", "POST", "", "{'hba': {'server_id': '" + server.id() + "'" + more + "}}");
    }

    @Test
    void a_vhba_is_made_shown_and_removed() {
        JsonNode made = done(201, create(", 'parent': 'scsi_host1'")).path("hba");
        assertEquals(server.id().toString(), made.path("server_id").asText());
        assertEquals(Wwn.ofPort(server.id()).digits(), made.path("wwpn").asText());
        assertEquals("scsi_host1", made.path("parent").asText());

        JsonNode shown = done(200, call("root", "GET", "", ""));
        JsonNode first = shown.at("/hbas/0");
        assertEquals("1000000012341234", first.path("wwpn").asText());
        assertEquals("2000000043214321", first.path("fabric_wwn").asText());
        assertTrue(first.path("vports_capable").asBoolean());
        assertEquals(1, first.path("vports").asInt());
        assertEquals(server.id().toString(), first.at("/vhbas/0/server_id").asText());
        assertTrue(shown.at("/hbas/2/fabric_wwn").isNull());
        assertFalse(shown.at("/hbas/2/vports_capable").asBoolean());
        assertEquals(0, shown.path("missing").size());

        world.hypervisor.restartHost();
        assertEquals(
                server.id().toString(),
                done(200, call("root", "GET", "", ""))
                        .at("/missing/0/server_id")
                        .asText());

        world.servers.power().stop(ServerWorld.ADMIN, server.id()).get();
        world.work();
        done(204, call("root", "DELETE", "/" + server.id(), ""));
        done(404, call("root", "DELETE", "/" + server.id(), ""));
    }

    @Test
    void names_are_given_with_colons_and_come_back_without() {
        JsonNode made = done(
                        201,
                        create(", 'fabric_wwn': '20:00:00:00:87:65:87:65', 'wwpn': '10:00:00:00:C9:83:1B:4B',"
                                + " 'wwnn': '20000000c9831b4b'"))
                .path("hba");
        assertEquals("10000000c9831b4b", made.path("wwpn").asText());
        assertEquals("scsi_host2", made.path("parent").asText());
    }

    @Test
    void what_contradicts_itself_is_refused_with_its_field() {
        assertTrue(refused(400, create(", 'wwpn': '10000000c9831b4b'")).contains("wwnn"));
        assertTrue(refused(400, create(", 'parent': 'scsi_host1', 'fabric_wwn': '2000000087658765'"))
                .contains("fabric_wwn"));
        assertTrue(refused(400, create(", 'wwnn': '2000000087658765', 'wwpn': '0000000000000000'"))
                .contains("wwpn"));
        assertTrue(refused(400, create("")).contains("scsi_host1, scsi_host2"));
        done(400, call("root", "DELETE", "/nobody", ""));
    }

    @Test
    void others_than_administrators_are_refused() {
        done(403, call("ann", "GET", "", ""));
        done(403, call("ann", "POST", "", "{'hba': {'server_id': '" + server.id() + "'}}"));
        done(403, call("ann", "DELETE", "/" + server.id(), ""));
    }
}
