package io.lunette.server.http.compute;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people and their programs get wrong, over HTTP: each refused with what, why and what to do, and nothing changed. */
class BadInputTest {
    private static final String NOBODY = "99999999-9999-4999-8999-999999999999";

    private final ComputeCloud cloud = new ComputeCloud();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private static String boot(String more) {
        return "{'server': {'name': 'vm', 'flavorRef': '0', 'networks': 'none', " + more + "}}";
    }

    private static String mapping(Object uuid, String more) {
        return boot("'imageRef': '', 'block_device_mapping_v2': [{'uuid': '" + uuid
                + "', 'source_type': 'volume', 'destination_type': 'volume', 'boot_index': '0'" + more + "}]");
    }

    private void refusesBoot(String body, String... words) {
        cloud.refuses(400, "badRequest", "POST", "/servers", body, words);
    }

    private static String attach(Object volume, String more) {
        return "{'volumeAttachment': {'volumeId': '" + volume + "'" + more + "}}";
    }

    private static String attachments(Server server) {
        return "/servers/" + server.id() + "/os-volume_attachments";
    }

    @Test
    void an_unknown_flavor() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        refusesBoot(
                mapping(volume.id(), "").replace("'flavorRef': '0'", "'flavorRef': '99'"),
                "Flavor 99 could not be found",
                "openstack flavor list");
    }

    @Test
    void an_unknown_image() {
        refusesBoot(boot("'imageRef': '" + NOBODY + "'"), NOBODY, "openstack image list");
    }

    @Test
    void an_unknown_volume() {
        Server server = cloud.world.running();
        refusesBoot(mapping(NOBODY, ""), "Block Device Mapping is Invalid", NOBODY, "openstack volume list");
        cloud.refuses(404, "itemNotFound", "POST", attachments(server), attach(NOBODY, ""), NOBODY);
    }

    @Test
    void a_volume_in_use() {
        Server holder = cloud.world.running();
        Server other = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        ComputeCloud.body(200, cloud.post("2.89", attachments(holder), attach(volume.id(), "")));
        cloud.refuses(
                400,
                "badRequest",
                "POST",
                attachments(other),
                attach(volume.id(), ""),
                "in-use",
                "openstack server remove volume " + holder.id() + " " + volume.id());
        refusesBoot(mapping(volume.id(), ""), "in-use");
    }

    @Test
    void a_volume_that_is_not_bootable_to_boot_from() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        cloud.world.store.volumes().update(volume.withBootable(false));
        refusesBoot(mapping(volume.id(), ""), "is not bootable", "openstack volume set --bootable");
    }

    @Test
    void a_lun_on_sata() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        refusesBoot(
                mapping(volume.id(), ", 'device_type': 'lun', 'disk_bus': 'sata'"),
                "A LUN cannot be put on bus 'sata'",
                "bus=scsi,type=lun");
    }

    @Test
    void a_lun_on_a_volume_that_says_lsilogic() {
        Volume volume = cloud.world.volume(Map.of(Volume.SCSI_MODEL, "lsilogic"));
        refusesBoot(
                mapping(volume.id(), ", 'device_type': 'lun', 'disk_bus': 'scsi'"),
                "hw_scsi_model",
                "lsilogic",
                "openstack volume set --property hw_scsi_model=virtio-scsi " + volume.id());
    }

    @Test
    void an_unknown_bus_or_device_type() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        refusesBoot(mapping(volume.id(), ", 'disk_bus': 'floppynet'"), "disk_bus", "scsi, virtio, sata, ide, usb, fdc");
        refusesBoot(mapping(volume.id(), ", 'device_type': 'tape'"), "device_type", "disk, lun, cdrom, floppy");
    }

    @Test
    void boot_indexes_with_a_gap_or_without_0() {
        Volume one = cloud.world.volume(PASSTHROUGH);
        Volume other = cloud.world.volume(PASSTHROUGH);
        String second = "}, {'uuid': '" + other.id() + "', 'source_type': 'volume', 'destination_type': 'volume', ";
        refusesBoot(mapping(one.id(), second + "'boot_index': 2"), "Boot sequence", "0, 1, 2");
        refusesBoot(mapping(one.id(), second + "'boot_index': '0'"), "Boot sequence");
        refusesBoot(mapping(one.id(), "").replace("'0'}", "-1}"), "no disk has boot_index 0");
    }

    @Test
    void contradictions_within_a_block_device_mapping() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        String twice = "}, {'uuid': '" + volume.id() + "', 'source_type': 'volume', 'destination_type': 'volume', ";
        refusesBoot(mapping(volume.id(), ", 'device_type': 'lun'" + twice + "'device_type': 'disk'"), "named twice");
        refusesBoot(mapping(volume.id(), "").replace("'destination_type': 'volume'", "'destination_type': 'local'"));
        refusesBoot(mapping(volume.id(), ", 'volume_type': 'lunette'"), "volume_type");
        refusesBoot(mapping(volume.id(), ", 'surprise': 1"), "'block_device_mapping_v2[0].surprise' was unexpected");
        refusesBoot(boot("'imageRef': ''"), "no disk has boot_index 0");
    }

    @Test
    void malformed_json() {
        cloud.refuses(400, "badRequest", "POST", "/servers", "{'server': ", "not valid JSON");
        cloud.refuses(400, "badRequest", "POST", "/servers", "[]", "not valid JSON");
        cloud.refuses(400, "badRequest", "POST", "/servers", "{}", "'server'");
    }

    @Test
    void a_malformed_uuid_or_device_path() {
        Server server = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        refusesBoot(mapping("1-1-1-1-1", ""), "uuid", "is not a UUID");
        refusesBoot(mapping(volume.id(), ", 'device_name': '/dev/s db'"), "device_name", "/dev/sdb");
        cloud.refuses(400, "badRequest", "POST", attachments(server), attach("nope", ""), "volumeId", "UUID");
        cloud.refuses(
                400,
                "badRequest",
                "POST",
                attachments(server),
                attach(volume.id(), ", 'device': '../../etc/passwd'"),
                "device",
                "/dev/sdb");
    }

    @Test
    void a_device_path_that_is_taken() {
        Server server = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        cloud.refuses(
                409,
                "conflictingRequest",
                "POST",
                attachments(server),
                attach(volume.id(), ", 'device': '/dev/sda'"),
                "(/dev/sda) is in use");
    }

    @Test
    void an_attachment_that_asks_for_a_bus() {
        Server server = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        cloud.refuses(
                400,
                "badRequest",
                "POST",
                attachments(server),
                attach(volume.id(), ", 'disk_bus': 'scsi'"),
                "disk_bus");
    }

    @Test
    void a_name_of_256_characters() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        refusesBoot(mapping(volume.id(), "").replace("'vm'", "'" + "x".repeat(256) + "'"), "name", "256", "1 to 255");
        refusesBoot(mapping(volume.id(), "").replace("'vm'", "'  '"), "name", "empty");
    }

    @Test
    void a_name_that_looks_like_xml_is_a_name() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        String name = "'/><disk x='";
        HttpResponse<String> made = cloud.server.send(
                "POST",
                "/compute/v2.1/servers",
                mapping(volume.id(), "").replace('\'', '"').replace("\"vm\"", "\"" + name + "\""),
                "X-Auth-Token",
                "ann",
                "OpenStack-API-Version",
                "compute 2.89");
        String id = ComputeCloud.body(202, made).path("server").path("id").asText();
        assertEquals(
                name,
                ComputeCloud.body(200, cloud.get("2.89", "/servers/" + id))
                        .path("server")
                        .path("name")
                        .asText());
        Server server =
                cloud.world.store.servers().list(java.util.Optional.empty()).getFirst();
        assertEquals(1, cloud.world.live(server.id()).disks().size());
    }

    @Test
    void what_could_only_be_taken_by_a_lie() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        refusesBoot(mapping(volume.id(), "").replace("'none'", "[{'uuid': '" + NOBODY + "'}]"), "no network service");
        refusesBoot(mapping(volume.id(), "").replace("'name'", "'user_data': 'aGk=', 'name'"), "user_data");
        refusesBoot(mapping(volume.id(), "").replace("'name'", "'config_drive': true, 'name'"), "config_drive");
        refusesBoot(mapping(volume.id(), "").replace("'name'", "'key_name': 'k', 'name'"), "Invalid key_name");
        refusesBoot(mapping(volume.id(), "").replace("'name'", "'availability_zone': 'mars', 'name'"), "mars");
        refusesBoot(mapping(volume.id(), "").replace("'name'", "'availability_zone': 'nova:mars', 'name'"), "mars");
        refusesBoot(
                mapping(volume.id(), "").replace("'name'", "'security_groups': [{'name': 'web'}], 'name'"), "group");
        refusesBoot(mapping(volume.id(), "").replace("'name'", "'max_count': 2, 'name'"), "a volume is on one server");
        refusesBoot(mapping(volume.id(), "").replace("'name'", "'min_count': 3, 'max_count': 2, 'name'"), "min_count");
    }

    @Test
    void networks_are_required_since_2_37() {
        Volume volume = cloud.world.volume(PASSTHROUGH);
        String without = mapping(volume.id(), "").replace("'networks': 'none', ", "");
        refusesBoot(without, "'networks'");
        ComputeCloud.body(202, cloud.post("2.36", "/servers", without));
    }

    @Test
    void another_projects_server_is_not_there() {
        Server server = cloud.world.running();
        Volume bobs = cloud.world.volume(BOB, PASSTHROUGH, false);
        String path = "/servers/" + server.id();
        for (String[] call : new String[][] {
            {"GET", path, ""},
            {"DELETE", path, ""},
            {"PUT", path, "{'server': {'name': 'mine'}}"},
            {"POST", path + "/action", "{'os-stop': null}"},
            {"GET", path + "/metadata", ""},
            {"PUT", path + "/metadata", "{'metadata': {}}"},
            {"GET", path + "/os-volume_attachments", ""},
            {"POST", path + "/os-volume_attachments", attach(bobs.id(), "")},
            {"GET", path + "/os-instance-actions", ""},
            {"PUT", path + "/tags/x", ""},
        }) {
            HttpResponse<String> response = cloud.call("bob", "2.89", call[0], call[1], call[2]);
            assertEquals(404, response.statusCode(), call[0] + " " + call[1] + ": " + response.body());
            assertTrue(response.body().contains("itemNotFound"));
        }
        assertEquals(server, cloud.world.server(server.id()));
        assertEquals(
                0,
                ComputeCloud.body(200, cloud.call("bob", "2.1", "GET", "/servers", ""))
                        .path("servers")
                        .size());
        assertEquals(
                403,
                cloud.call("bob", "2.1", "GET", "/servers?all_tenants=1", "").statusCode());
        assertEquals(
                1,
                ComputeCloud.body(200, cloud.call("root", "2.1", "GET", "/servers?all_tenants=1", ""))
                        .path("servers")
                        .size());
    }

    @Test
    void a_wrong_token_and_none() {
        HttpResponse<String> wrong = cloud.call("eve", "2.1", "GET", "/servers", "");
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Keystone uri="));
        assertTrue(wrong.body().contains("unauthorized"));
        HttpResponse<String> none =
                cloud.server.send(HttpRequest.newBuilder(URI.create(cloud.server.url("/compute/v2.1/servers")))
                        .build());
        assertEquals(401, none.statusCode());
    }

    @Test
    void a_body_of_100_mb() {
        HttpResponse<String> response =
                cloud.server.send(HttpRequest.newBuilder(URI.create(cloud.server.url("/compute/v2.1/servers")))
                        .header("X-Auth-Token", "ann")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(100L << 20)))
                        .build());
        assertEquals(413, response.statusCode());
        assertTrue(response.body().contains("overLimit"));
        assertEquals(
                0, cloud.world.store.servers().list(java.util.Optional.empty()).size());
    }

    /** A stream of so many zero bytes. */
    private static final class Zeros extends java.io.InputStream {
        private long left;

        Zeros(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            left -= count;
            return count;
        }
    }

    @Test
    void actions_that_there_are_not_and_that_do_not_fit_the_state() {
        Server server = cloud.world.running();
        String path = "/servers/" + server.id() + "/action";
        cloud.refuses(400, "badRequest", "POST", path, "{'resize': {'flavorRef': '1'}}", "no such action: resize");
        cloud.refuses(400, "badRequest", "POST", path, "{}", "no such action");
        cloud.refuses(400, "badRequest", "POST", path, "{'reboot': {'type': 'GENTLY'}}", "type");
        cloud.refuses(409, "conflictingRequest", "POST", path, "{'os-start': null}", "Cannot 'start'", "active");
        cloud.refuses(403, "forbidden", "POST", path, "{'os-resetState': {'state': 'error'}}", "admin");
    }

    @Test
    void a_locked_server() {
        Server server = cloud.world.running();
        Volume volume = cloud.world.volume(PASSTHROUGH);
        cloud.world
                .servers
                .lock()
                .lock(ANN, server.id(), java.util.Optional.empty())
                .get();
        cloud.refuses(409, "conflictingRequest", "DELETE", "/servers/" + server.id(), "", "locked");
        cloud.refuses(409, "conflictingRequest", "POST", attachments(server), attach(volume.id(), ""), "locked");
    }

    @Test
    void lists_with_questions_that_make_no_sense() {
        cloud.refuses(400, "badRequest", "GET", "/servers/detail?limit=-1", "", "limit");
        cloud.refuses(400, "badRequest", "GET", "/servers/detail?marker=nobody", "", "marker");
        cloud.refuses(400, "badRequest", "GET", "/servers?sort_key=colour", "", "sort_key");
        cloud.refuses(400, "badRequest", "GET", "/servers?changes-since=yesterday", "", "changes-since");
        cloud.refuses(400, "badRequest", "GET", "/servers?name=%5Bx", "", "name");
        cloud.refuses(404, "itemNotFound", "GET", "/servers/vm1", "", "vm1");
        cloud.refuses(404, "itemNotFound", "GET", "/flavors/m1.tiny", "", "m1.tiny");
        cloud.refuses(404, "itemNotFound", "GET", "/os-networks", "", "no call");
    }

    @Test
    void flavors_that_only_an_administrator_may_make_and_that_are_wrong() {
        String fine = "{'flavor': {'name': 'f', 'ram': 64, 'vcpus': 1, 'disk': 0}}";
        cloud.refuses(403, "forbidden", "POST", "/flavors", fine, "admin");
        cloud.refuses(403, "forbidden", "DELETE", "/flavors/0", "", "admin");
        cloud.refuses(400, "badRequest", "POST", "/flavors", fine.replace("64", "0"), "ram");
        cloud.refuses(400, "badRequest", "POST", "/flavors", fine.replace("'f'", "'f', 'colour': 1"), "colour");
    }

    @Test
    void keypairs_that_are_none() {
        String path = "/os-keypairs";
        cloud.refuses(400, "badRequest", "POST", path, "{'keypair': {'name': 'k'}}", "public_key");
        cloud.refuses(
                400,
                "badRequest",
                "POST",
                path,
                "{'keypair': {'name': 'k', 'public_key': 'ssh-rsa no'}}",
                "public_key");
        cloud.refuses(
                400, "badRequest", "POST", path, "{'keypair': {'name': 'k<', 'public_key': 'x'}}", "unsafe characters");
        cloud.refuses(404, "itemNotFound", "GET", "/os-keypairs/k", "", "k not found");
    }
}
