package io.lunette.server.http.compute;

import static io.lunette.server.http.compute.ComputeCloud.LATEST;
import static io.lunette.server.http.compute.ComputeCloud.body;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.failure.HostFailure;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ComputeApiTest {
    private final ComputeCloud cloud = new ComputeCloud();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode shown(String token, String version, Server server) {
        return body(200, cloud.call(token, version, "GET", "/servers/" + server.id(), ""))
                .path("server");
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.path(field).asText()));
        return texts;
    }

    @Test
    void the_missions_own_line_boots_a_server_from_a_passthrough_volume() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        // As nova boot --nic none --block-device id=V,source=volume,dest=volume,bus=scsi,type=lun,bootindex=0 sends it.
        HttpResponse<String> made = cloud.post(LATEST, "/servers", """
                {'server': {'name': 'vm1', 'imageRef': '', 'flavorRef': '0', 'min_count': 1, 'max_count': 1,
                 'networks': 'none', 'block_device_mapping_v2': [{'uuid': '%s', 'source_type': 'volume',
                 'destination_type': 'volume', 'disk_bus': 'scsi', 'device_type': 'lun', 'boot_index': '0'}]}}
                """.formatted(volume.id()));
        String id = body(202, made).path("server").path("id").asText();
        assertTrue(made.headers().firstValue("Location").orElse("").endsWith("/compute/v2.1/servers/" + id));
        Server server = cloud.world.server(ServerId.parse(id).get());
        assertEquals(ServerStatus.ACTIVE, server.status());
        Disk disk =
                cloud.world.live(server.id()).diskByAlias("ua-" + volume.id()).orElseThrow();
        assertEquals("lun", disk.device());
    }

    @Test
    void what_openstack_server_create_sends_twice_is_one_disk() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        HttpResponse<String> made = cloud.post("2.1", "/servers", """
                {'server': {'name': 'vm1', 'imageRef': '', 'flavorRef': '0', 'min_count': 1, 'max_count': 1,
                 'networks': [], 'block_device_mapping_v2': [
                 {'uuid': '%s', 'boot_index': '0', 'source_type': 'volume', 'destination_type': 'volume'},
                 {'uuid': '%s', 'source_type': 'volume', 'destination_type': 'volume', 'disk_bus': 'scsi',
                 'device_type': 'lun'}]}}
                """.formatted(volume.id(), volume.id()));
        ServerId id = ServerId.parse(body(202, made).path("server").path("id").asText())
                .get();
        assertEquals(1, cloud.world.live(id).disks().size());
        assertEquals(1, cloud.world.store.attachments().ofServer(id).size());
    }

    @Test
    void a_block_device_is_read_as_leniently_as_nova_reads_it() {
        Volume root = cloud.world.volume(PASSTHROUGH);
        Volume data = cloud.world.volume(PASSTHROUGH);
        HttpResponse<String> made = cloud.post(LATEST, "/servers", """
                {'server': {'name': '  vm1 ', 'flavorRef': 'http://cloud/flavors/0', 'networks': [],
                 'security_groups': [{'name': 'default'}], 'availability_zone': 'nova:host1',
                 'OS-DCF:diskConfig': 'AUTO', 'block_device_mapping_v2': [
                 {'uuid': '%s', 'source_type': 'volume', 'boot_index': 0, 'delete_on_termination': 'True'},
                 {'uuid': '%s', 'source_type': 'volume', 'boot_index': null, 'volume_size': '1', 'no_device': false,
                 'device_name': '/dev/sdf', 'tag': 'data'}]},
                 'os:scheduler_hints': {'group': 'x'}}
                """.formatted(root.id(), data.id()));
        String id = body(202, made).path("server").path("id").asText();
        JsonNode attachments = body(200, cloud.get(LATEST, "/servers/" + id + "/os-volume_attachments"))
                .path("volumeAttachments");
        assertEquals(List.of("/dev/sda", "/dev/sdf"), texts(attachments, "device"));
        assertEquals(List.of("true", "false"), texts(attachments, "delete_on_termination"));
        assertEquals("data", attachments.path(1).path("tag").asText());
        assertEquals("vm1", cloud.world.server(ServerId.parse(id).get()).name());
    }

    @Test
    void a_server_has_the_fields_that_nova_has_at_each_microversion() {
        Server server = cloud.world.running();
        Set<String> first = names(shown("ann", "2.1", server));
        assertEquals(
                new TreeSet<>(Set.of(
                        "OS-DCF:diskConfig",
                        "OS-EXT-AZ:availability_zone",
                        "OS-EXT-STS:power_state",
                        "OS-EXT-STS:task_state",
                        "OS-EXT-STS:vm_state",
                        "OS-SRV-USG:launched_at",
                        "OS-SRV-USG:terminated_at",
                        "accessIPv4",
                        "accessIPv6",
                        "addresses",
                        "config_drive",
                        "created",
                        "flavor",
                        "hostId",
                        "id",
                        "image",
                        "key_name",
                        "links",
                        "metadata",
                        "name",
                        "os-extended-volumes:volumes_attached",
                        "progress",
                        "status",
                        "tenant_id",
                        "updated",
                        "user_id")),
                first);
        Map<String, String> appearing = Map.of(
                "2.9", "locked",
                "2.19", "description",
                "2.26", "tags",
                "2.63", "trusted_image_certificates",
                "2.71", "server_groups",
                "2.73", "locked_reason",
                "2.90", "OS-EXT-SRV-ATTR:hostname");
        appearing.forEach((version, field) -> {
            int minor = Integer.parseInt(version.substring(2));
            assertFalse(shown("ann", "2." + (minor - 1), server).has(field), field);
            assertTrue(shown("ann", version, server).has(field), field);
        });
        assertEquals(Set.of("id", "links"), names(shown("ann", "2.46", server).path("flavor")));
        assertEquals(
                Set.of("vcpus", "ram", "disk", "ephemeral", "swap", "original_name", "extra_specs"),
                names(shown("ann", "2.47", server).path("flavor")));
        assertFalse(shown("root", "2.15", server).has("host_status"));
        assertEquals("UP", shown("root", "2.16", server).path("host_status").asText());
        assertTrue(shown("root", "2.1", server).has("OS-EXT-SRV-ATTR:host"));
        assertFalse(shown("root", "2.2", server).has("OS-EXT-SRV-ATTR:root_device_name"));
        assertTrue(shown("root", "2.3", server).has("OS-EXT-SRV-ATTR:root_device_name"));
        cloud.world.hypervisor.interference().failAll(new HostFailure.Unreachable("host", "it is down"));
        assertEquals(
                "UNKNOWN", shown("root", "2.16", server).path("host_status").asText());
    }

    @Test
    void an_attachment_has_the_fields_that_nova_has_at_each_microversion() {
        Server server = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        String path = "/servers/" + server.id() + "/os-volume_attachments";
        JsonNode made = body(200, cloud.post("2.89", path, "{'volumeAttachment': {'volumeId': '" + volume.id() + "'}}"))
                .path("volumeAttachment");
        assertEquals(Set.of("id", "serverId", "volumeId", "device", "tag", "delete_on_termination"), names(made));
        String one = path + "/" + volume.id();
        Map<String, Set<String>> fields = Map.of(
                "2.1", Set.of("id", "serverId", "volumeId", "device"),
                "2.70", Set.of("id", "serverId", "volumeId", "device", "tag"),
                "2.79", Set.of("id", "serverId", "volumeId", "device", "tag", "delete_on_termination"),
                "2.89",
                        Set.of(
                                "attachment_id",
                                "bdm_uuid",
                                "serverId",
                                "volumeId",
                                "device",
                                "tag",
                                "delete_on_termination"));
        fields.forEach((version, expected) ->
                assertEquals(expected, names(body(200, cloud.get(version, one)).path("volumeAttachment")), version));
    }

    @Test
    void an_attachment_comes_changes_and_goes() {
        Server server = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        String path = "/servers/" + server.id() + "/os-volume_attachments";
        String one = path + "/" + volume.id();
        String attach = "{'volumeAttachment': {'volumeId': '" + volume.id() + "', 'device': null}}";
        body(200, cloud.post("2.1", path, attach));
        assertEquals(VolumeStatus.IN_USE, cloud.world.row(volume).status());
        String change = "{'volumeAttachment': {'volumeId': '" + volume.id() + "', 'delete_on_termination': true}}";
        assertEquals(400, cloud.call("ann", "2.84", "PUT", one, change).statusCode());
        assertEquals(202, cloud.call("ann", "2.85", "PUT", one, change).statusCode());
        assertTrue(body(200, cloud.get("2.79", one))
                .path("volumeAttachment")
                .path("delete_on_termination")
                .asBoolean());
        assertEquals(202, cloud.call("ann", "2.1", "DELETE", one, "").statusCode());
        assertEquals(VolumeStatus.AVAILABLE, cloud.world.row(volume).status());
        assertEquals(404, cloud.get("2.1", one).statusCode());
        assertEquals(404, cloud.call("ann", "2.1", "DELETE", one, "").statusCode());
    }

    @Test
    void a_list_is_filtered_sorted_and_paged() {
        Server one = cloud.world.running();
        Server two = cloud.world.running();
        Server three = cloud.world.running();
        cloud.world
                .servers
                .power()
                .stop(io.lunette.usecase.server.ServerWorld.ANN, two.id())
                .get();
        rename(one, "web-1");
        rename(two, "web-2");
        rename(three, "db.1");
        assertEquals(List.of("db.1", "web-2", "web-1"), listed("/servers/detail"));
        assertEquals(List.of("web-2", "web-1"), listed("/servers?name=web"));
        assertEquals(List.of("web-1"), listed("/servers?name=%5Eweb-1%24"));
        assertEquals(List.of("web-2"), listed("/servers/detail?status=SHUTOFF"));
        assertEquals(List.of(), listed("/servers/detail?status=NONSENSE"));
        assertEquals(List.of("db.1", "web-1", "web-2"), listed("/servers?sort_key=display_name&sort_dir=asc"));
        JsonNode page = body(200, cloud.get(LATEST, "/servers?limit=2"));
        assertEquals(List.of("db.1", "web-2"), texts(page.path("servers"), "name"));
        assertTrue(page.path("servers_links").path(0).path("href").asText().contains("marker=" + two.id()));
        assertEquals(List.of("web-1"), listed("/servers?limit=2&marker=" + two.id()));
        assertEquals(List.of(), listed("/servers?changes-since=2031-01-01T00:00:00Z"));
    }

    private void rename(Server server, String name) {
        body(200, cloud.call("ann", LATEST, "PUT", "/servers/" + server.id(), "{'server': {'name': '" + name + "'}}"));
    }

    private List<String> listed(String path) {
        return texts(body(200, cloud.get(LATEST, path)).path("servers"), "name");
    }

    @Test
    void a_list_of_servers_with_volumes_shows_each_its_own() {
        for (int number = 0; number < 5; number++) {
            Server server = cloud.world.running();
            Volume volume = cloud.world.volume(PASSTHROUGH);
            body(
                    200,
                    cloud.post(
                            "2.1",
                            "/servers/" + server.id() + "/os-volume_attachments",
                            "{'volumeAttachment': {'volumeId': '" + volume.id() + "'}}"));
        }
        Set<String> volumes = new TreeSet<>();
        body(200, cloud.get("2.1", "/servers/detail")).path("servers").forEach(server -> {
            assertEquals(1, server.path("os-extended-volumes:volumes_attached").size());
            volumes.add(server.path("os-extended-volumes:volumes_attached")
                    .path(0)
                    .path("id")
                    .asText());
        });
        assertEquals(5, volumes.size());
    }

    @Test
    void what_a_failed_boot_was_about_stands_in_the_servers_fault() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        cloud.world.source.cutPath(volume.id());
        HttpResponse<String> made = cloud.post(LATEST, "/servers", """
                {'server': {'name': 'vm', 'flavorRef': '0', 'networks': 'none', 'block_device_mapping_v2': [
                 {'uuid': '%s', 'source_type': 'volume', 'boot_index': 0}]}}
                """.formatted(volume.id()));
        String id = body(202, made).path("server").path("id").asText();
        JsonNode server = body(200, cloud.get(LATEST, "/servers/" + id)).path("server");
        assertEquals("ERROR", server.path("status").asText());
        assertTrue(server.path("fault").path("message").asText().contains("cannot be reached"));
        assertEquals(VolumeStatus.AVAILABLE, cloud.world.row(volume).status());
    }

    @Test
    void a_server_is_described_tagged_locked_and_given_properties() {
        Server server = cloud.world.running();
        String path = "/servers/" + server.id();
        body(200, cloud.call("ann", LATEST, "PUT", path, "{'server': {'description': 'text'}}"));
        body(200, cloud.post(LATEST, path + "/metadata", "{'metadata': {'a': '1', 'b': '2'}}"));
        assertEquals(
                204,
                cloud.call("ann", LATEST, "DELETE", path + "/metadata/a", "").statusCode());
        assertEquals(
                201, cloud.call("ann", LATEST, "PUT", path + "/tags/blue", "").statusCode());
        assertEquals(
                202,
                cloud.post(LATEST, path + "/action", "{'lock': {'locked_reason': 'audit'}}")
                        .statusCode());
        JsonNode shown = shown("ann", LATEST, server);
        assertEquals("text", shown.path("description").asText());
        assertEquals(Set.of("b"), names(shown.path("metadata")));
        assertEquals("blue", shown.path("tags").path(0).asText());
        assertEquals("audit", shown.path("locked_reason").asText());
        assertEquals(
                409,
                cloud.post(LATEST, path + "/metadata", "{'metadata': {'c': '3'}}")
                        .statusCode());
        assertEquals(
                202, cloud.post(LATEST, path + "/action", "{'unlock': null}").statusCode());
        assertEquals(
                200,
                cloud.post(LATEST, path + "/metadata", "{'metadata': {'c': '3'}}")
                        .statusCode());
    }

    @Test
    void the_console_is_read_whole_or_from_its_end() {
        Server server = cloud.world.running();
        cloud.world.hypervisor.print(server.id(), "one\ntwo\nthree\n");
        String path = "/servers/" + server.id() + "/action";
        JsonNode whole = body(200, cloud.post("2.1", path, "{'os-getConsoleOutput': {}}"));
        assertTrue(whole.path("output").asText().contains("one\ntwo\nthree"));
        JsonNode end = body(200, cloud.post("2.1", path, "{'os-getConsoleOutput': {'length': '1'}}"));
        assertFalse(end.path("output").asText().contains("two"));
        assertTrue(end.path("output").asText().contains("three"));
    }

    @Test
    void flavors_are_made_listed_by_kind_and_removed() {
        body(200, cloud.call("root", LATEST, "POST", "/flavors", """
                {'flavor': {'id': 7, 'name': 'secret', 'ram': 64, 'vcpus': 1, 'disk': 0, 'swap': '', 'rxtx_factor': 1.0,
                 'os-flavor-access:is_public': false}}
                """.replace("'swap': '', ", "")));
        assertEquals(404, cloud.get(LATEST, "/flavors/7").statusCode());
        assertEquals(
                "",
                body(200, cloud.call("root", "2.74", "GET", "/flavors/7", ""))
                        .path("flavor")
                        .path("swap")
                        .asText());
        assertTrue(body(200, cloud.call("root", "2.75", "GET", "/flavors/7", ""))
                .path("flavor")
                .path("swap")
                .isInt());
        assertEquals(6, flavors("root", "").size());
        assertEquals(7, flavors("root", "?is_public=None").size());
        assertEquals(List.of("secret"), flavors("root", "?is_public=False"));
        assertEquals(6, flavors("ann", "?is_public=None").size());
        String specs = "/flavors/7/os-extra_specs";
        body(200, cloud.call("root", LATEST, "POST", specs, "{'extra_specs': {'hw:x': '1'}}"));
        assertEquals(
                "1",
                body(200, cloud.call("root", LATEST, "GET", specs + "/hw:x", ""))
                        .path("hw:x")
                        .asText());
        assertEquals(
                200, cloud.call("root", LATEST, "DELETE", specs + "/hw:x", "").statusCode());
        assertEquals(
                404, cloud.call("root", LATEST, "DELETE", specs + "/hw:x", "").statusCode());
        assertEquals(409, cloud.call("root", LATEST, "POST", "/flavors", """
                {'flavor': {'id': '8', 'name': 'secret', 'ram': 64, 'vcpus': 1, 'disk': 0}}
                """).statusCode());
        assertEquals(202, cloud.call("root", LATEST, "DELETE", "/flavors/7", "").statusCode());
    }

    private List<String> flavors(String token, String query) {
        return texts(
                body(200, cloud.call(token, LATEST, "GET", "/flavors/detail" + query, ""))
                        .path("flavors"),
                "name");
    }

    @Test
    void a_keypair_is_made_here_until_2_91_and_imported_ever_since() {
        JsonNode made = body(200, cloud.post("2.1", "/os-keypairs", "{'keypair': {'name': 'k1'}}"))
                .path("keypair");
        assertTrue(made.path("private_key").asText().startsWith("-----BEGIN PRIVATE KEY-----\n"));
        assertTrue(made.path("public_key").asText().startsWith("ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB"));
        assertTrue(made.path("fingerprint").asText().matches("([0-9a-f]{2}:){15}[0-9a-f]{2}"));
        JsonNode imported = body(201, cloud.post("2.92", "/os-keypairs", """
                {'keypair': {'name': 'k2@home', 'type': 'ssh', 'public_key': '%s'}}
                """.formatted(
                                made.path("public_key").asText())))
                .path("keypair");
        assertEquals(made.path("fingerprint"), imported.path("fingerprint"));
        assertFalse(imported.has("private_key"));
        assertEquals(
                409,
                cloud.post("2.1", "/os-keypairs", "{'keypair': {'name': 'k1'}}").statusCode());
        assertEquals(404, cloud.call("bob", "2.1", "GET", "/os-keypairs/k1", "").statusCode());
        assertEquals(
                202, cloud.call("ann", "2.1", "DELETE", "/os-keypairs/k1", "").statusCode());
        assertEquals(
                204,
                cloud.call("ann", "2.2", "DELETE", "/os-keypairs/k2@home", "").statusCode());
    }

    @Test
    void usage_that_is_asked_for_page_by_page_comes_to_an_end() {
        Server server = cloud.world.running();
        String path = "/os-simple-tenant-usage?detailed=1&end=2031-01-01T00:00:00";
        assertEquals(
                1,
                body(200, cloud.call("root", "2.40", "GET", path, ""))
                        .path("tenant_usages")
                        .size());
        String next = path + "&marker=" + server.id();
        assertEquals(
                0,
                body(200, cloud.call("root", "2.40", "GET", next, ""))
                        .path("tenant_usages")
                        .size());
    }

    @Test
    void hypervisors_have_numbers_until_2_52_and_resources_until_2_87() {
        JsonNode old = body(200, cloud.call("root", "2.1", "GET", "/os-hypervisors/detail", ""))
                .path("hypervisors")
                .path(0);
        assertTrue(old.path("id").isInt());
        assertTrue(old.has("vcpus_used"));
        JsonNode now = body(200, cloud.call("root", LATEST, "GET", "/os-hypervisors/detail", ""))
                .path("hypervisors")
                .path(0);
        assertTrue(now.path("id").isTextual());
        assertFalse(now.has("vcpus_used"));
        assertTrue(now.has("uptime"));
        assertEquals(403, cloud.get(LATEST, "/os-hypervisors").statusCode());
    }

    private JsonNode actions(String token, String version, Server server, String more) {
        return body(
                200, cloud.call(token, version, "GET", "/servers/" + server.id() + "/os-instance-actions" + more, ""));
    }

    @Test
    void an_action_that_failed_tells_at_which_event_and_why() {
        Server server = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        cloud.world.source.delete(volume.id()).get();
        cloud.post(
                LATEST,
                "/servers/" + server.id() + "/os-volume_attachments",
                "{'volumeAttachment': {'volumeId': '" + volume.id() + "'}}");
        JsonNode listed =
                actions("ann", LATEST, server, "").path("instanceActions").path(0);
        assertEquals("attach_volume", listed.path("action").asText());
        assertEquals("Error", listed.path("message").asText());

        String id = "/" + listed.path("request_id").asText();
        JsonNode event = actions("ann", LATEST, server, id)
                .path("instanceAction")
                .path("events")
                .path(0);
        assertEquals("Error", event.path("result").asText());
        assertTrue(event.path("details").asText().contains(volume.id().toString()), event.toString());
        assertEquals(Set.of("event", "start_time", "finish_time", "result", "hostId", "details"), names(event));
        assertEquals(
                Set.of("event", "start_time", "finish_time", "result", "hostId"),
                names(actions("ann", "2.83", server, id).at("/instanceAction/events/0")));
        assertEquals(
                Set.of("event", "start_time", "finish_time", "result"),
                names(actions("ann", "2.61", server, id).at("/instanceAction/events/0")));
        assertTrue(
                actions("ann", "2.50", server, id).at("/instanceAction/events").isMissingNode());
        assertEquals(
                Set.of("event", "start_time", "finish_time", "result", "traceback"),
                names(actions("root", "2.50", server, id).at("/instanceAction/events/0")));
        assertEquals(
                Set.of("event", "start_time", "finish_time", "result", "traceback", "hostId", "host", "details"),
                names(actions("root", LATEST, server, id).at("/instanceAction/events/0")));
    }

    @Test
    void an_actions_events_come_newest_first() {
        Server server = cloud.world.running();
        String id = "/"
                + actions("ann", LATEST, server, "")
                        .at("/instanceActions/0/request_id")
                        .asText();
        List<String> starts = texts(actions("ann", LATEST, server, id).at("/instanceAction/events"), "start_time");
        assertEquals(starts.stream().sorted(Comparator.reverseOrder()).toList(), starts);
        assertTrue(starts.size() > 1, starts.toString());
    }

    @Test
    void the_actions_of_a_server_that_is_gone_are_shown_from_2_21_on() {
        Server server = cloud.world.running();
        assertEquals(
                204,
                cloud.call("ann", LATEST, "DELETE", "/servers/" + server.id(), "")
                        .statusCode());
        assertEquals(
                List.of("delete", "create"),
                texts(actions("ann", "2.21", server, "").path("instanceActions"), "action"));
        body(404, cloud.get("2.20", "/servers/" + server.id() + "/os-instance-actions"));
        body(404, cloud.call("bob", "2.21", "GET", "/servers/" + server.id() + "/os-instance-actions", ""));
    }

    @Test
    void a_multiattach_volume_is_attached_since_2_60() {
        Volume volume = cloud.world.volume(ServerWorld.ANN, PASSTHROUGH, true);
        String path = "/servers/" + cloud.world.running().id() + "/os-volume_attachments";
        String body = "{'volumeAttachment': {'volumeId': '" + volume.id() + "'}}";
        JsonNode refused = body(400, cloud.post("2.59", path, body));
        assertTrue(refused.at("/badRequest/message").asText().contains("version 2.60"), refused.toString());
        String boot =
                "{'server': {'name': 'vm', 'flavorRef': '0', 'imageRef': '', 'block_device_mapping_v2': [{'uuid': '"
                        + volume.id() + "', 'source_type': 'volume', 'destination_type': 'volume', 'boot_index': 0}]}}";
        body(400, cloud.post("2.1", "/servers", boot));
        body(200, cloud.post("2.60", path, body));
        body(202, cloud.post("2.60", "/servers", boot.replace("'imageRef'", "'networks': 'none', 'imageRef'")));
    }
}
