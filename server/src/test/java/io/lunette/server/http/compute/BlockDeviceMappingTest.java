package io.lunette.server.http.compute;

import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.model.Attachment;
import io.lunette.model.Image;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Block device mappings as clients of many kinds send them, over HTTP. */
class BlockDeviceMappingTest {
    private static final String NOBODY = "99999999-9999-4999-8999-999999999999";

    private final ComputeCloud cloud = new ComputeCloud();
    private final Volume root = cloud.world.volume(PASSTHROUGH);

    @AfterEach
    void stop() {
        cloud.close();
    }

    private static String server(String more) {
        return "{'server': {'name': 'vm', 'flavorRef': '0', " + more + "}}";
    }

    private static String v2(String... entries) {
        return server(
                "'imageRef': '', 'networks': 'none', 'block_device_mapping_v2': [" + String.join(", ", entries) + "]");
    }

    private static String v1(String more, String... entries) {
        return server(more + "'networks': 'none', 'block_device_mapping': [" + String.join(", ", entries) + "]");
    }

    /** A volume with these further fields. */
    private static String volume(Volume volume, String more) {
        return "{'uuid': '" + volume.id() + "', 'source_type': 'volume', 'destination_type': 'volume'" + more + "}";
    }

    private String bootable(String more) {
        return volume(root, ", 'boot_index': 0" + more);
    }

    private static String entry(String fields) {
        return "{" + fields + "}";
    }

    private ServerId boots(String version, String body) {
        String id = ComputeCloud.body(202, cloud.post(version, "/servers", body))
                .path("server")
                .path("id")
                .asText();
        ServerId made = ServerId.parse(id).get();
        assertEquals("ACTIVE", cloud.world.server(made).status().name());
        return made;
    }

    private ServerId boots(String body) {
        return boots(ComputeCloud.LATEST, body);
    }

    private void refuses(String body, String... words) {
        cloud.refuses(400, "badRequest", "POST", "/servers", body, words);
    }

    private List<Disk> disks(ServerId server) {
        return cloud.world.live(server).disks();
    }

    private Attachment attachment(ServerId server, Volume volume) {
        return cloud.world.store.attachments().ofServer(server).stream()
                .filter(held -> held.volume().equals(volume.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void boot_index_comes_as_number_text_null_and_below_zero() {
        Volume second = cloud.world.volume(PASSTHROUGH);
        Volume third = cloud.world.volume(PASSTHROUGH);
        Volume fourth = cloud.world.volume(PASSTHROUGH);
        ServerId made = boots(v2(
                volume(root, ", 'boot_index': '0'"),
                volume(second, ", 'boot_index': 1"),
                volume(third, ", 'boot_index': null"),
                volume(fourth, ", 'boot_index': '-1'")));
        assertEquals(Optional.of(0), attachment(made, root).bootIndex());
        assertEquals(Optional.of(1), attachment(made, second).bootIndex());
        assertEquals(Optional.empty(), attachment(made, third).bootIndex());
        assertEquals(Optional.empty(), attachment(made, fourth).bootIndex());
    }

    @Test
    void destinations_that_are_left_out_are_the_usual_ones() {
        Image image = cloud.world.image(Map.of());
        cloud.world.roomyFlavor();
        ServerId made =
                boots(server("'imageRef': '" + image.id() + "', 'networks': 'none', 'block_device_mapping_v2': ["
                                + "{'source_type': 'image', 'uuid': '" + image.id() + "', 'boot_index': 0}, "
                                + "{'source_type': 'volume', 'uuid': '" + root.id() + "'}, "
                                + "{'volume_size': 1}]")
                        .replace("'flavorRef': '0'", "'flavorRef': 'roomy'"));
        assertEquals(
                List.of("ua-lunette-root", "ua-" + root.id(), "ua-lunette-eph0", "ua-lunette-swap"),
                disks(made).stream().map(disk -> disk.alias().orElseThrow()).toList());
    }

    @Test
    void empty_words_say_nothing() {
        ServerId made =
                boots(v2(bootable(", 'disk_bus': '', 'device_type': '', 'guest_format': '', 'volume_type': ''")));
        assertEquals("lun", disks(made).getFirst().device());
    }

    @Test
    void terraforms_and_gophercloud_bodies_are_taken() {
        Image image = cloud.world.image(Map.of());
        String body = server("'imageRef': '', 'block_device_mapping_v2': ["
                + "{'boot_index': 0, 'delete_on_termination': true, 'destination_type': 'volume', 'source_type': 'image',"
                + " 'uuid': '" + image.id() + "', 'volume_size': 2, 'disk_bus': 'scsi', 'device_type': 'lun'},"
                + "{'boot_index': -1, 'delete_on_termination': true, 'destination_type': 'volume',"
                + " 'source_type': 'blank', 'volume_size': '1'}], 'networks': []");
        ServerId made = boots("2.1", body);
        assertEquals(2, cloud.world.store.attachments().ofServer(made).size());
        assertTrue(cloud.world.store.attachments().ofServer(made).stream().allMatch(Attachment::deleteOnTermination));
    }

    @Test
    void openstack4js_body_is_taken() {
        ServerId made = boots(
                "2.1",
                server("'imageRef': null, 'min_count': 1, 'max_count': 1, 'networks': [], 'block_device_mapping_v2': ["
                        + "{'device_name': '/dev/vda', 'source_type': 'volume', 'destination_type': 'volume', 'uuid': '"
                        + root.id() + "', 'boot_index': 0, 'delete_on_termination': false}]"));
        assertEquals("sda", disks(made).getFirst().target());
    }

    @Test
    void the_first_version_names_the_root_vda() {
        Volume second = cloud.world.volume(Map.of());
        ServerId made = boots(v1(
                "'imageRef': '', ",
                "{'volume_id': '" + root.id() + "', 'device_name': 'vda', 'delete_on_termination': '0'}",
                "{'volume_id': '" + second.id()
                        + "', 'device_name': '/dev/vdb', 'volume_size': '1', 'delete_on_termination': '1'}"));
        assertEquals(Optional.of(0), attachment(made, root).bootIndex());
        assertFalse(attachment(made, root).deleteOnTermination());
        assertEquals("/dev/vdb", attachment(made, second).deviceName());
        assertTrue(attachment(made, second).deleteOnTermination());
    }

    @Test
    void the_first_version_beside_an_image_adds_disks() {
        Image image = cloud.world.image(Map.of());
        ServerId made = boots(
                v1("'imageRef': '" + image.id() + "', ", "{'volume_id': '" + root.id() + "', 'device_name': 'vdb'}"));
        assertEquals(
                List.of("ua-lunette-root", "ua-" + root.id()),
                disks(made).stream().map(disk -> disk.alias().orElseThrow()).toList());
    }

    @Test
    void the_first_version_is_refused_where_it_cannot_be_meant() {
        String one = "{'volume_id': '" + root.id() + "', 'device_name': 'vdb'}";
        refuses(v1("'imageRef': '', ", one), "block_device_mapping", "vda");
        refuses(v1("'imageRef': '', ", "{'device_name': 'vda'}"), "block_device_mapping[0].volume_id");
        refuses(
                v1("'imageRef': '', ", "{'snapshot_id': '" + NOBODY + "', 'device_name': 'vda'}"),
                "failed to get snapshot");
        refuses(
                v1("'imageRef': '', 'block_device_mapping_v2': [" + bootable("") + "], ", one),
                "different block_device_mapping syntaxes");
    }

    @Test
    void what_an_image_would_bring_is_left_out_without_more_ado() {
        boots(v2(bootable(""), entry("'no_device': true, 'device_name': 'vdc'")));
    }

    @Test
    void tags_are_known_in_2_32_and_again_since_2_42_and_shown_since_2_70() {
        String body = v2(bootable(", 'tag': 'root'"));
        for (String version : new String[] {"2.31", "2.33", "2.41"}) {
            JsonNode refused = ComputeCloud.body(400, cloud.post(version, "/servers", body));
            assertTrue(refused.path("badRequest").path("message").asText().contains("tag"), refused.toString());
        }
        ServerId made = boots("2.42", body);
        JsonNode shown =
                ComputeCloud.body(200, cloud.get("2.70", "/servers/" + made + "/os-volume_attachments/" + root.id()));
        assertEquals("root", shown.path("volumeAttachment").path("tag").asText());
        assertFalse(
                ComputeCloud.body(200, cloud.get("2.69", "/servers/" + made + "/os-volume_attachments/" + root.id()))
                        .path("volumeAttachment")
                        .has("tag"));
    }

    @Test
    void a_tag_was_known_for_one_version() {
        boots("2.32", v2(bootable(", 'tag': 'root'")).replace("'none'", "[]"));
    }

    @Test
    void a_volume_type_is_known_since_2_67_and_must_be_there() {
        String typed = v2(
                bootable(""),
                entry(
                        "'source_type': 'blank', 'destination_type': 'volume', 'volume_size': 1, 'volume_type': 'lunette'"));
        ComputeCloud.body(400, cloud.post("2.66", "/servers", typed));
        refuses(typed.replace("'lunette'", "'gold'"), "block_device_mapping_v2[1].volume_type", "gold");
        boots("2.67", typed);
    }

    @Test
    void delete_on_termination_is_changed_since_2_85_and_the_volume_goes_with_the_server() {
        ServerId made = boots(v2(bootable("")));
        String path = "/servers/" + made + "/os-volume_attachments/" + root.id();
        String change = "{'volumeAttachment': {'volumeId': '" + root.id() + "', 'delete_on_termination': true}}";
        assertEquals(400, cloud.call("ann", "2.84", "PUT", path, change).statusCode());
        assertEquals(202, cloud.call("ann", "2.85", "PUT", path, change).statusCode());
        assertTrue(ComputeCloud.body(200, cloud.get("2.85", path))
                .path("volumeAttachment")
                .path("delete_on_termination")
                .asBoolean());
        assertEquals(
                204, cloud.call("ann", "2.85", "DELETE", "/servers/" + made, "").statusCode());
        assertEquals(Optional.empty(), cloud.world.store.volumes().find(root.id()));
    }

    @Test
    void a_volume_that_is_sent_twice_is_one_disk() {
        ServerId made = boots(v2(
                volume(root, ", 'boot_index': '0'"),
                volume(root, ", 'disk_bus': 'scsi', 'device_type': 'lun', 'delete_on_termination': true")));
        assertEquals(1, disks(made).size());
        assertTrue(attachment(made, root).deleteOnTermination());
    }

    @Test
    void each_contradiction_is_refused_in_the_field_where_it_is() {
        String made = "'source_type': 'blank', 'destination_type': 'volume'";
        refuses(v2(bootable(""), entry(made)), "block_device_mapping_v2[1].volume_size", "GiB");
        refuses(v2(bootable(""), entry(made + ", 'volume_size': 0")), "block_device_mapping_v2[1].volume_size");
        refuses(
                v2(bootable(""), entry(made + ", 'volume_size': 1, 'uuid': '" + NOBODY + "'")),
                "block_device_mapping_v2[1].uuid");
        refuses(v2(bootable(""), entry("'source_type': 'volume'")), "block_device_mapping_v2[1].uuid", "missing");
        refuses(
                v2(
                        bootable(""),
                        entry("'source_type': 'image', 'destination_type': 'volume', 'uuid': '" + NOBODY
                                + "', 'volume_size': 1")),
                "block_device_mapping_v2[1].uuid",
                "failed to get image " + NOBODY);
        refuses(
                v2(bootable(""), entry("'source_type': 'image', 'uuid': '" + NOBODY + "', 'boot_index': 1")),
                "block_device_mapping_v2[1].uuid",
                "imageRef");
        refuses(
                v2(bootable(""), entry("'source_type': 'snapshot', 'uuid': '" + NOBODY + "'")),
                "block_device_mapping_v2[1].uuid",
                "failed to get snapshot " + NOBODY);
        refuses(v2(bootable(""), entry("'guest_format': 'swap', 'volume_size': 64")), "flavor", "swap");
        refuses(v2(bootable(""), entry("'volume_size': 1")), "flavor", "ephemeral");
        refuses(v2(bootable("").replace("'volume'", "'tape'")), "source_type", "image, volume, snapshot, blank");
        refuses(v2(volume(root, ", 'boot_index': 'first'")), "boot_index");
        refuses(v2(bootable(", 'tag': 'a/b'")), "tag");
        refuses(v2(bootable(", 'device_type': 'cdrom', 'disk_bus': 'virtio'")), "disk_bus", "scsi, sata, usb");
        refuses(v2(bootable(", 'disk_bus': 'ide', 'device_type': 'disk'")), "disk_bus", "ide");
        refuses(v2(bootable(", 'device_name': '/dev/sda7'")), "device_name", "sda, sdb");
        refuses(
                server("'imageRef': '', 'networks': 'none', 'block_device_mapping_v2': 'vda'"),
                "block_device_mapping_v2");
    }

    @Test
    void an_iso_image_is_a_cdrom_on_the_host_and_needs_no_larger_disk_than_it_is() {
        Image iso = cloud.world.iso();
        ServerId made = boots(
                server("'imageRef': '" + iso.id() + "', 'networks': 'none'").replace("'0'", "'1'"));
        Disk cd = disks(made).getFirst();
        assertEquals("cdrom", cd.device());
        assertEquals("sata", cd.bus());
        assertEquals(512, cloud.world.hypervisor.diskCapacity(cd.source()));
    }

    @Test
    void an_image_too_large_for_its_volume_is_refused_with_the_size_that_would_do() {
        Image image = cloud.world.image(Map.of());
        cloud.world.grow(image, 5);
        refuses(
                v2(entry(
                        "'source_type': 'image', 'destination_type': 'volume', 'boot_index': 0, 'volume_size': 1, 'uuid': '"
                                + image.id() + "'")),
                "block_device_mapping_v2[0].volume_size",
                "at least 5 GiB");
    }
}
