package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.ByteCount;
import io.lunette.model.HostName;
import io.lunette.model.LunIdentity;
import io.lunette.model.LunPath;
import io.lunette.model.Wwid;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.host.HostLunUseCases;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The LUNs of a simulated host's kernel over HTTP. */
class HostLunApiTest {
    private static final Wwid LUN =
            Wwid.parse("naa.600a0b80000f1d2a0000000000000001").get();

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final SimulatedHypervisor san = new SimulatedHypervisor(new HostName("san1"));
    private final TestServer service = new TestServer(
            NamedCallers::validate,
            new HostLunApi(new HostLunUseCases(world.store, world.hosts, world.volumes.adopt())));

    @BeforeEach
    void show() {
        world.hosts.add(san, LunPath.BLOCK);
        san.kernelLuns().show(new LunIdentity("EXAMPLE", "SANLUN", "0001", "SN1", LUN, ByteCount.ofGiB(1), 512));
    }

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> call(String token, String method, String host, String body) {
        return service.send(method, "/v1/hosts/" + host + "/luns", TestCloud.json(body), "X-Auth-Token", token);
    }

    private JsonNode done(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestCloud.tree(response);
    }

    private String refused(int status, HttpResponse<String> response) {
        return done(status, response).path("error").path("message").asText();
    }

    private JsonNode listed() {
        JsonNode luns = done(200, call("root", "GET", "san1", "")).path("luns");
        assertEquals(1, luns.size());
        return luns.get(0);
    }

    private HttpResponse<String> adopt(String wwid, String more) {
        return call("root", "POST", "san1", "{'lun': {'wwid': '" + wwid + "'" + more + "}}");
    }

    @Test
    void a_lun_is_told_with_its_device_its_paths_and_its_volume() {
        JsonNode lun = listed();
        assertEquals(LUN.toString(), lun.path("wwid").asText());
        assertEquals("/dev/mapper/" + LUN.kernelName(), lun.path("device").asText());
        assertEquals(2, lun.path("paths").asInt());
        assertEquals("EXAMPLE", lun.path("vendor").asText());
        assertEquals("SANLUN", lun.path("product").asText());
        assertEquals(1L << 30, lun.path("size_bytes").asLong());
        assertTrue(lun.path("usable").asBoolean());
        assertTrue(lun.path("reason").isNull());
        assertTrue(lun.path("volume").isNull());
        String volume = done(201, adopt(LUN.toString(), "")).at("/volume/id").asText();
        assertEquals(volume, listed().path("volume").asText());
    }

    @Test
    void one_that_servers_cannot_be_given_is_told_with_the_reason() {
        san.kernelLuns().spoil(LUN, "it has no map");
        JsonNode lun = listed();
        assertFalse(lun.path("usable").asBoolean());
        assertEquals("it has no map", lun.path("reason").asText());
        assertTrue(lun.path("device").isNull());
        assertTrue(refused(409, adopt(LUN.toString(), "")).contains("it has no map"));
    }

    @Test
    void a_lun_is_adopted_by_its_wwid_as_what_it_is_to_be() {
        JsonNode volume = done(201, adopt(LUN.toString(), ", 'name': 'ora', 'multiattach': true"))
                .path("volume");
        assertEquals("ora", volume.path("name").asText());
        assertTrue(volume.path("multiattach").asBoolean());
        assertEquals(1, volume.path("size_gib").asInt());
        assertEquals(LUN.toString(), volume.path("wwid").asText());
        assertTrue(volume.path("target").isNull());
        assertTrue(volume.path("lun").isNull());
        assertTrue(refused(409, adopt(LUN.toString(), ""))
                .contains(volume.path("id").asText()));
    }

    @Test
    void what_is_not_there_or_is_somebody_elses_by_now_is_not_adopted() {
        assertTrue(
                refused(409, adopt("naa.600a0b80000f1d2a0000000000000009", "")).contains("does not see"));
        Wwid other = Wwid.parse("naa.600a0b80000f1d2a0000000000000007").get();
        san.kernelLuns()
                .replaceBehindItsBack(
                        LUN, new LunIdentity("EXAMPLE", "SANLUN", "", "", other, ByteCount.ofGiB(1), 512));
        assertTrue(refused(409, adopt(LUN.toString(), "")).contains(other.toString()));
        assertTrue(listed().path("volume").isNull());
    }

    @Test
    void what_makes_no_sense_is_refused_with_its_field() {
        assertTrue(refused(400, adopt("sda", "")).contains("wwid"));
        assertTrue(refused(400, adopt(LUN.toString(), ", 'portals': ['192.0.2.1']"))
                .contains("portals"));
        assertTrue(refused(404, call("root", "GET", "mars", "")).contains("mars"));
    }

    @Test
    void others_than_administrators_are_refused() {
        done(403, call("ann", "GET", "san1", ""));
        done(403, call("ann", "POST", "san1", "{'lun': {'wwid': '" + LUN + "'}}"));
    }
}
