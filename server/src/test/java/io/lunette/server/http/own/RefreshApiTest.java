package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.ByteCount;
import io.lunette.model.Lun;
import io.lunette.model.Volume;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sizes of LUNs that their array changed, on simulated parts. */
class RefreshApiTest {
    private final ServerWorld world = new ServerWorld();
    private final TestServer service = new TestServer(NamedCallers::validate, new RefreshApi(world.servers.extend()));
    private final Volume volume = world.adopted(1);

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> refresh(String token, String id) {
        return service.send("POST", "/v1/volumes/" + id + "/refresh", "", "X-Auth-Token", token);
    }

    private void resize(ByteCount size) {
        Lun lun = volume.lun().orElseThrow();
        world.array.resize(lun.onNetwork().target(), lun.onNetwork().number(), size);
    }

    @Test
    void a_volume_gets_the_size_that_its_array_gave_its_lun() {
        resize(new ByteCount(ByteCount.ofGiB(11).bytes() + 512));
        HttpResponse<String> answer = refresh("ann", volume.id().toString());
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode now = TestCloud.tree(answer);
        assertEquals(volume.id().toString(), now.path("volume_id").asText());
        assertEquals(12, now.path("size").asInt());
        assertEquals(ByteCount.ofGiB(11).bytes() + 512, now.path("size_bytes").asLong());
    }

    @Test
    void a_lun_that_shrank_is_a_conflict_that_says_so() {
        resize(ByteCount.ofGiB(2));
        HttpResponse<String> answer = refresh("ann", volume.id().toString());
        assertEquals(409, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains("was not taken over"), answer.body());
    }

    @Test
    void somebody_elses_volume_and_none_are_not_found() {
        assertEquals(404, refresh("bob", volume.id().toString()).statusCode());
        assertEquals(404, refresh("ann", "..%2F..").statusCode());
    }
}
