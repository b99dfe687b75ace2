package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.reservation.ReservationWorld;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reservations over HTTP, on simulated parts. */
class ReservationApiTest {
    private final ReservationWorld world = new ReservationWorld();
    private final TestServer service = new TestServer(NamedCallers::validate, new ReservationApi(world.reservations));
    private final String path = "/v1/volumes/" + world.volume.id() + "/reservations";

    @AfterEach
    void stop() {
        service.close();
        world.servers.store.close();
    }

    private HttpResponse<String> get(String token) {
        return service.send("GET", path, "", "X-Auth-Token", token);
    }

    private HttpResponse<String> clear(String token, String body) {
        return service.send("POST", path + "/clear", TestCloud.json(body), "X-Auth-Token", token);
    }

    @Test
    void the_owner_reads_keys_type_and_holder() {
        world.reserve();
        JsonNode found = TestCloud.tree(get("ann")).path("reservations");
        assertEquals(5, found.at("/reservation/type").asInt());
        assertEquals(
                "write exclusive, registrants only",
                found.at("/reservation/type_name").asText());
        assertEquals("0x00000000000000a1", found.at("/reservation/key").asText());
        assertEquals(
                world.one.id().toString(), found.at("/reservation/server/id").asText());
        assertEquals(
                world.two.id().toString(),
                found.at("/registrations/1/server/id").asText());
        assertTrue(found.at("/registrations/1/initiator").asText().startsWith(world.two.initiator() + ",i,0x"));
        assertTrue(found.path("initiators_unknown").isNull());
        assertEquals(404, get("bob").statusCode());
    }

    @Test
    void what_the_array_does_not_tell_is_null_and_it_is_said_why() {
        world.reserve();
        world.keepSecretWho();
        JsonNode found = TestCloud.tree(get("ann")).path("reservations");
        assertTrue(found.path("initiators_unknown").asText().contains("ILLEGAL_REQUEST"));
        assertTrue(found.at("/registrations/0/server").isNull());
        assertTrue(found.at("/reservation/server").isNull());
        assertTrue(found.at("/registrations/0/holds").asBoolean());
    }

    @Test
    void an_administrator_clears_and_sees_what_was_there_and_what_is() {
        world.reserve();
        assertEquals(403, clear("ann", "{'clear': {'all': true}}").statusCode());
        HttpResponse<String> refused = clear("root", "{'clear': {'all': true}}");
        assertEquals(409, refused.statusCode());
        assertTrue(refused.body().contains(world.two.id().toString()), refused.body());

        HttpResponse<String> done = clear("root", "{'clear': {'key': '0xa1', 'force': true}}");
        assertEquals(200, done.statusCode(), done.body());
        JsonNode cleared = TestCloud.tree(done);
        assertEquals(2, cleared.at("/before/registrations").size());
        assertEquals(1, cleared.at("/reservations/registrations").size());
        assertTrue(cleared.path("warning").asText().contains(world.one.id().toString()));
    }

    @Test
    void a_body_that_does_not_say_what_is_to_go_is_refused() {
        for (String body : new String[] {
            "{}",
            "{'clear': {}}",
            "{'clear': {'all': false}}",
            "{'clear': {'all': true, 'key': '0xa1'}}",
            "{'clear': {'key': '0'}}",
            "{'clear': {'key': 'a1; reboot'}}",
            "{'clear': {'all': true, 'reboot': 1}}"
        }) {
            assertEquals(400, clear("root", body).statusCode(), body);
        }
    }
}
