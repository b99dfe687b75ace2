package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Plans and devices over HTTP, on simulated parts. */
class OwnApiTest {
    private static final String NOBODY = "99999999-9999-4999-8999-999999999999";

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final TestServer service = new TestServer(
            NamedCallers::validate, new PlanApi(world.servers.plans()), new DeviceApi(world.servers.devices()));

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> call(String token, String method, String path, String body) {
        return service.send(method, "/v1" + path, TestCloud.json(body), "X-Auth-Token", token);
    }

    private JsonNode plan(String token, String work) {
        HttpResponse<String> response = call(token, "POST", "/plans", "{'plan': {" + work + "}}");
        assertEquals(200, response.statusCode(), response.body());
        return TestCloud.tree(response).path("plan");
    }

    private void refuses(int status, String work, String... words) {
        HttpResponse<String> response = call("ann", "POST", "/plans", work);
        assertEquals(status, response.statusCode(), response.body());
        String message = TestCloud.tree(response).path("error").path("message").asText();
        for (String word : words) {
            assertTrue(message.contains(word), () -> "'" + word + "' is not in: " + message);
        }
    }

    private static String attach(Object server, Object volume, String more) {
        return "'attach': {'server': '" + server + "', 'volume': '" + volume + "'" + more + "}";
    }

    private static String boot(Volume volume, String more) {
        return "'boot': {'server': {'name': 'vm', 'flavorRef': '0', 'imageRef': '', 'networks': 'none', "
                + "'block_device_mapping_v2': [{'uuid': '" + volume.id() + "', 'source_type': 'volume', "
                + "'destination_type': 'volume', 'disk_bus': 'scsi', 'device_type': 'lun', 'boot_index': 0}]" + more
                + "}}";
    }

    @Test
    void an_attach_is_planned_as_steps_and_as_the_domain_before_and_after() {
        Server server = world.running();
        Volume volume = world.volume(ServerWorld.PASSTHROUGH);
        JsonNode plan = plan("ann", attach(server.id(), volume.id(), ", 'device': '/dev/sdf', 'tag': 'data'"));
        assertEquals("attach", plan.path("work").asText());
        assertTrue(plan.path("refused").isNull());
        assertEquals(server.id().toString(), plan.path("server").path("id").asText());
        JsonNode disk = plan.path("steps").path(5);
        assertEquals(6, disk.path("number").asInt());
        assertEquals("attach-disk", disk.path("kind").asText());
        assertEquals("attach lun sdf at 1:0:0:0", disk.path("does").asText());
        assertEquals("detach disk sdf", disk.path("undo").asText());
        assertEquals("[\"live\",\"persistent\"]", disk.path("scopes").toString());
        assertTrue(disk.path("xml").asText().contains("device='lun'"), disk.toString());
        for (String scope : new String[] {"live", "persistent"}) {
            JsonNode domain = plan.path("domain").path(scope);
            assertFalse(domain.path("before").asText().contains("sdf"));
            assertTrue(domain.path("after").asText().contains("sdf"));
        }
        assertTrue(world.store.attachments().all().isEmpty());
    }

    @Test
    void a_boot_is_planned_from_the_body_that_would_make_the_server() {
        JsonNode plan = plan("ann", boot(world.volume(ServerWorld.PASSTHROUGH), ""));
        assertEquals("", plan.path("domain").path("persistent").path("before").asText());
        assertTrue(plan.path("domain").path("persistent").path("after").asText().contains("virtio-scsi"));
        assertTrue(world.store.servers().list(java.util.Optional.empty()).isEmpty());
    }

    @Test
    void a_volume_that_a_boot_would_make_is_a_step_and_is_not_made() {
        Object image = world.image(Map.of()).id();
        JsonNode plan = plan(
                "ann",
                "'boot': {'server': {'name': 'vm', 'flavorRef': '0', 'imageRef': '', 'networks': 'none', "
                        + "'block_device_mapping_v2': [{'uuid': '" + image + "', 'source_type': 'image', "
                        + "'destination_type': 'volume', 'disk_bus': 'scsi', 'device_type': 'lun', 'volume_size': 1, "
                        + "'boot_index': 0}]}}");
        assertEquals("make-volume", plan.path("steps").path(0).path("kind").asText(), plan.toString());
        assertTrue(plan.path("domain").path("persistent").path("after").asText().contains("device='lun'"));
        assertTrue(world.store.volumes().list(java.util.Optional.empty()).isEmpty());
    }

    @Test
    void a_boot_is_read_in_the_microversion_that_is_asked_of_compute() {
        Volume volume = world.volume(ServerWorld.PASSTHROUGH);
        String body = "{'plan': {" + boot(volume, ", 'tags': ['x']") + "}}";
        assertEquals(200, call("ann", "POST", "/plans", body).statusCode());
        HttpResponse<String> old = service.send(
                "POST",
                "/v1/plans",
                TestCloud.json(body),
                "X-Auth-Token",
                "ann",
                "OpenStack-API-Version",
                "compute 2.51");
        assertEquals(400, old.statusCode(), old.body());
        assertTrue(old.body().contains("'tags'"), old.body());
    }

    @Test
    void the_other_work_is_planned_too() {
        Server server = world.running();
        String itself = "{'server': '" + server.id() + "'}";
        assertEquals(
                "power-off-domain",
                plan("ann", "'delete': " + itself)
                        .path("steps")
                        .path(0)
                        .path("kind")
                        .asText());
        assertEquals(
                "power-off-domain",
                plan("ann", "'reboot': " + itself)
                        .path("steps")
                        .path(0)
                        .path("kind")
                        .asText());
        assertEquals(
                409,
                plan("ann", "'start': " + itself).path("refused").path("status").asInt());
    }

    @Test
    void a_refusal_is_the_plan() {
        Server server = world.running();
        JsonNode refused = plan(
                        "ann",
                        attach(
                                server.id(),
                                world.volume(Map.of("hw_scsi_model", "buslogic"))
                                        .id(),
                                ""))
                .path("refused");
        assertEquals("plan.model-not-offered", refused.path("code").asText());
        assertEquals(400, refused.path("status").asInt());
        for (String part : new String[] {"what", "why", "fix"}) {
            assertFalse(refused.path(part).asText().isEmpty(), part);
        }
    }

    @Test
    void a_body_that_is_no_plan_is_400_and_names_the_field() {
        Server server = world.running();
        Volume volume = world.volume(ServerWorld.PASSTHROUGH);
        refuses(400, "{}", "'plan'");
        refuses(400, "{'plan': {}}", "'plan'", "attach, detach, boot");
        refuses(400, "{'plan': {'resize': {}}}", "'resize'");
        refuses(
                400,
                "{'plan': {" + attach(server.id(), volume.id(), "") + ", 'delete': {'server': '" + server.id() + "'}}}",
                "'plan'");
        refuses(400, "{'plan': {'attach': 'x'}}", "'attach'");
        refuses(400, "{'plan': {'attach': {'server': '" + server.id() + "'}}}", "'volume'");
        refuses(400, "{'plan': {" + attach("x", volume.id(), "") + "}}", "'server'", "UUID");
        refuses(400, "{'plan': {" + attach(server.id(), volume.id(), ", 'device': '../x'") + "}}", "'device'");
        refuses(400, "{'plan': {" + attach(server.id(), volume.id(), ", 'bus': 'scsi'") + "}}", "'bus'");
        refuses(400, "{'plan': {'boot': {'server': {'name': 'vm'}}}}", "'flavorRef'");
        refuses(400, "{'plan': {'start': {'server': '" + server.id() + "', 'now': true}}}", "'now'");
    }

    @Test
    void what_is_not_there_or_not_the_callers_is_404() {
        Server server = world.running();
        Volume volume = world.volume(ServerWorld.PASSTHROUGH);
        refuses(404, "{'plan': {" + attach(NOBODY, volume.id(), "") + "}}", NOBODY);
        refuses(404, "{'plan': {" + attach(server.id(), NOBODY, "") + "}}", NOBODY);
        assertEquals(
                404,
                call("bob", "POST", "/plans", "{'plan': {" + attach(server.id(), volume.id(), "") + "}}")
                        .statusCode());
    }

    @Test
    void a_servers_controllers_are_shown_with_what_is_on_them() {
        Server server = world.running();
        Volume volume = world.volume(ServerWorld.PASSTHROUGH);
        world.servers
                .attach()
                .attach(
                        ServerWorld.again(ServerWorld.ANN),
                        new io.lunette.usecase.server.AttachVolume.Request(
                                server.id(),
                                volume.id(),
                                java.util.Optional.empty(),
                                java.util.Optional.empty(),
                                false))
                .get();
        HttpResponse<String> response = call("ann", "GET", "/servers/" + server.id() + "/devices", "");
        assertEquals(200, response.statusCode(), response.body());
        JsonNode devices = TestCloud.tree(response).path("devices");
        assertEquals("live", devices.path("scope").asText());
        JsonNode controller = devices.path("controllers").path(1);
        assertEquals("virtio-scsi", controller.path("model").asText());
        assertEquals("lunette", controller.path("owner").asText());
        assertFalse(controller.path("leaving").asBoolean());
        assertEquals(1, controller.path("queues").asInt());
        JsonNode disk = controller.path("addresses").path(0).path("disk");
        assertEquals("lun", disk.path("device").asText());
        assertEquals(volume.id().toString(), disk.path("volume").path("id").asText());
        assertEquals(
                volume.lun().orElseThrow().identity().wwid().toString(),
                disk.path("wwid").asText());
        assertTrue(disk.path("source").isMissingNode());
        JsonNode pci = devices.path("pci");
        assertTrue(
                pci.path("free").asInt() > 0
                        && pci.path("free").asInt() < pci.path("total").asInt(),
                pci.toString());
    }

    @Test
    void a_disks_source_is_for_administrators() {
        Server server = world.running();
        String path = "/servers/" + server.id() + "/devices";
        JsonNode disk = TestCloud.tree(call("root", "GET", path, ""))
                .path("devices")
                .path("controllers")
                .path(0)
                .path("addresses")
                .path(0)
                .path("disk");
        assertTrue(disk.path("source").asText().startsWith("/"), disk.toString());
    }

    @Test
    void devices_of_no_server_or_of_another_projects_are_404() {
        Server server = world.running();
        assertEquals(
                404, call("ann", "GET", "/servers/" + NOBODY + "/devices", "").statusCode());
        assertEquals(404, call("ann", "GET", "/servers/vm/devices", "").statusCode());
        assertEquals(
                404,
                call("bob", "GET", "/servers/" + server.id() + "/devices", "").statusCode());
    }
}
