package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LunApiTest {
    private static final String LUN = "{'lun': {'portals': ['array-a.invalid', 'array-b.invalid:3260'],"
            + " 'target': 'iqn.2026-11.invalid.array:cluster', 'lun': 1, 'name': 'ora', 'multiattach': true,"
            + " 'metadata': {'hw_scsi_model': 'virtio-scsi'}}}";

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final TestServer service = new TestServer(
            NamedCallers::validate, new LunApi(world.volumes.discover(), world.volumes.adopt(), world.volumes.login()));

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> call(String token, String method, String path, String body) {
        return service.send(method, "/v1" + path, TestCloud.json(body), "X-Auth-Token", token);
    }

    private String refused(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestCloud.tree(response).path("error").path("message").asText();
    }

    private JsonNode found(String query) {
        HttpResponse<String> response = call("root", "GET", "/luns" + query, "");
        assertEquals(200, response.statusCode(), response.body());
        return TestCloud.tree(response).path("luns");
    }

    @Test
    void a_portals_luns_are_told_each_with_all_that_it_says() {
        JsonNode lun = found("?portal=array-b.invalid").path(1);
        assertEquals("array-b.invalid:3260", lun.path("portal").asText());
        assertEquals("iqn.2026-11.invalid.array:cluster", lun.path("target").asText());
        assertEquals(1, lun.path("lun").asInt());
        assertEquals("SIMULATE", lun.path("vendor").asText());
        assertEquals("ARRAY LUN", lun.path("product").asText());
        assertEquals("SN00000001", lun.path("serial").asText());
        assertTrue(lun.path("wwid").asText().startsWith("naa.6001405"));
        assertEquals(10L << 30, lun.path("size_bytes").asLong());
        assertTrue(lun.path("adoptable").asBoolean());
        assertTrue(lun.path("reason").isNull());
        assertEquals(4, found("").size());
    }

    @Test
    void a_lun_is_adopted_with_its_portals_and_may_be_shared() {
        HttpResponse<String> response = call("root", "POST", "/luns", LUN);
        assertEquals(201, response.statusCode(), response.body());
        JsonNode told = TestCloud.tree(response).path("volume");
        Volume volume = world.store
                .volumes()
                .find(VolumeId.parse(told.path("id").asText()).get())
                .orElseThrow();
        assertTrue(volume.multiattach());
        assertEquals(Map.of("hw_scsi_model", "virtio-scsi"), volume.metadata());
        assertEquals(world.array.portals(), volume.lun().orElseThrow().portals());
        assertEquals(
                volume.lun().orElseThrow().identity().wwid().toString(),
                told.path("wwid").asText());
        JsonNode again = found("").path(1);
        assertEquals(volume.id().toString(), again.path("volume").asText());
        assertTrue(again.path("reason").asText().contains(volume.id().toString()));
        assertTrue(refused(409, call("root", "POST", "/luns", LUN))
                .contains(volume.id().toString()));
    }

    @Test
    void what_is_wrong_with_a_request_is_told() {
        refused(403, call("ann", "GET", "/luns?portal=array-a.invalid", ""));
        refused(403, call("ann", "POST", "/luns", LUN));
        refused(503, call("root", "GET", "/luns?portal=nothing.invalid", ""));
        refused(400, call("root", "GET", "/luns?portal=x:y", ""));
        for (String wrong : List.of(
                LUN.replace("'array-a.invalid', 'array-b.invalid:3260'", ""),
                LUN.replace("array-b.invalid:3260", "array-b.invalid:0"),
                LUN.replace("iqn.2026-11.invalid.array:cluster", "cluster"),
                LUN.replace("'lun': 1", "'lun': -1"),
                LUN.replace("'lun': 1", "'lun': 1, 'colour': 'red'"))) {
            refused(400, call("root", "POST", "/luns", wrong));
        }
        refused(404, call("root", "POST", "/luns", LUN.replace("'lun': 1", "'lun': 9")));
        assertEquals(List.of(), world.store.volumes().list(Optional.empty()));
    }
}
