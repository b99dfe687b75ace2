package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.Iqn;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.doctor.ExamineHosts;
import io.lunette.usecase.server.ServerWorld;
import io.lunette.usecase.volume.ControllerInitiator;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoctorApiTest {
    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final TestServer service = new TestServer(
            NamedCallers::validate,
            new DoctorApi(new ExamineHosts(
                    world.store,
                    world.hosts,
                    world.probe,
                    new ControllerInitiator(
                            ServerWorld.HOST,
                            Iqn.parse("iqn.2026-11.io.lunette:controller").get()))));

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> get(String token, String path) {
        return service.send("GET", "/v1" + path, "", "X-Auth-Token", token);
    }

    @Test
    void findings_have_codes_and_levels_for_monitoring_and_words_for_people() {
        HttpResponse<String> response = get("root", "/doctor");
        assertEquals(200, response.statusCode(), response.body());
        JsonNode doctor = TestCloud.tree(response).path("doctor");
        assertEquals("warning", doctor.path("level").asText(), doctor.toString());
        JsonNode host = doctor.path("hosts").path(0);
        assertEquals("host1", host.path("name").asText());
        assertEquals("abilities.kvm", host.at("/findings/0/code").asText());
        for (JsonNode finding : host.path("findings")) {
            assertEquals(
                    Set.of("code", "level", "about", "what", "why", "fix"),
                    Set.copyOf(finding.propertyStream()
                            .map(java.util.Map.Entry::getKey)
                            .toList()));
        }
        assertEquals("storage.portal", doctor.at("/controller/0/code").asText());
    }

    @Test
    void one_host_is_examined_by_its_name() {
        world.hypervisor.inspection().setClockAhead(Duration.ofHours(1));
        JsonNode doctor = TestCloud.tree(get("root", "/hosts/host1/doctor")).path("doctor");
        assertEquals("problem", doctor.path("level").asText());
        assertEquals("clock", doctor.at("/hosts/0/findings/0/code").asText());
    }

    @Test
    void a_host_that_is_not_known_is_404_and_others_than_administrators_get_403() {
        assertEquals(404, get("root", "/hosts/nowhere/doctor").statusCode());
        HttpResponse<String> strange = get("root", "/hosts/%3Cb%3E/doctor");
        assertEquals(404, strange.statusCode(), strange.body());
        assertEquals(403, get("ann", "/doctor").statusCode());
        assertTrue(get("ann", "/doctor").body().contains("examine hosts"));
    }
}
