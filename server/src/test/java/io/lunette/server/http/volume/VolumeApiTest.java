package io.lunette.server.http.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.Attachment;
import io.lunette.model.ImageId;
import io.lunette.model.VolumeId;
import io.lunette.server.http.TestCloud;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeApiTest {
    private static final String NEWEST = "volume 3.70";
    private final VolumeCloud cloud = new VolumeCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    private HttpResponse<String> send(String token, String version, String method, String path, String body) {
        return cloud.server.send(
                method,
                "/volume/v3" + path,
                TestCloud.json(body),
                "X-Auth-Token",
                token,
                "OpenStack-API-Version",
                version);
    }

    private HttpResponse<String> ann(String method, String path, String body) {
        return send("ann", NEWEST, method, path, body);
    }

    private JsonNode get(String path) {
        HttpResponse<String> response = ann("GET", path, "");
        assertEquals(200, response.statusCode(), response.body());
        return TestCloud.tree(response);
    }

    /** Makes a volume from the fields of a request, and gives its id. */
    private String create(String fields) {
        HttpResponse<String> response = ann("POST", "/volumes", "{'volume': {" + fields + "}}");
        assertEquals(202, response.statusCode(), response.body());
        return TestCloud.tree(response).at("/volume/id").asText();
    }

    private String refused(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        JsonNode fault = TestCloud.tree(response).elements().next();
        assertEquals(status, fault.path("code").asInt());
        return fault.path("message").asText();
    }

    private int count() {
        return cloud.store.volumes().list(Optional.empty()).size();
    }

    @Test
    void a_volume_is_creating_at_first_and_then_available() {
        HttpResponse<String> response =
                ann("POST", "/volumes", "{'volume': {'size': 1, 'name': 'data', 'metadata': {'a': 'b'}}}");
        JsonNode created = TestCloud.tree(response).path("volume");
        assertEquals("creating", created.path("status").asText());
        assertEquals("b", created.at("/metadata/a").asText());

        JsonNode shown = get("/volumes/" + created.path("id").asText()).path("volume");
        assertEquals("available", shown.path("status").asText());
        assertEquals("data", shown.path("name").asText());
        assertEquals("false", shown.path("bootable").asText());
        assertEquals("lunette", shown.path("volume_type").asText());
        assertTrue(shown.path("description").isNull());
    }

    @Test
    void a_size_may_be_digits_in_quotes() {
        assertEquals(
                2, get("/volumes/" + create("'size': '2'")).at("/volume/size").asInt());
    }

    @Test
    void a_volume_from_an_image_is_bootable_and_shows_the_images_properties() {
        ImageId image = cloud.image("tiny", 1, Map.of("hw_scsi_model", "virtio-scsi"));
        JsonNode shown = get("/volumes/" + create("'size': 1, 'imageRef': '" + image + "'"))
                .path("volume");
        assertEquals("true", shown.path("bootable").asText());
        assertEquals(
                "virtio-scsi", shown.at("/volume_image_metadata/hw_scsi_model").asText());
        assertEquals("tiny", shown.at("/volume_image_metadata/image_name").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'volume': {'size': 0}}",
                "{'volume': {'size': -1}}",
                "{'volume': {'size': 99999999999}}",
                "{'volume': {'size': 1.5}}",
                "{'volume': {'size': true}}",
                "{'volume': {'size': 'one'}}",
                "{'volume': {}}",
                "{'volume': 1}",
                "{}",
                "[]",
                "{'volume': {'size': 1",
                "",
                "{'volume': {'size': 1, 'name': 5}}",
                "{'volume': {'size': 1, 'metadata': {'a': {}}}}",
                "{'volume': {'size': 1, 'metadata': {'': 'a'}}}",
                "{'volume': {'size': 1, 'availability_zone': 'moon'}}",
                "{'volume': {'size': 1, 'imageRef': '00000000-0000-0000-0000-000000000000'}}",
                "{'volume': {'size': 1, 'imageRef': 'nothing'}}",
                "{'volume': {'size': 1, 'multiattach': true}}",
                "{'volume': {'size': 1, 'source_volid': '00000000-0000-0000-0000-000000000000'}}",
                "{'volume': {'size': 1, 'colour': 'red'}}",
            })
    void a_wrong_request_is_400_and_makes_nothing(String body) {
        String message = refused(400, ann("POST", "/volumes", body));
        assertFalse(message.isBlank());
        assertEquals(0, count());
    }

    @Test
    void before_3_53_fields_that_are_not_known_are_ignored() {
        assertEquals(
                202,
                send("ann", "volume 3.52", "POST", "/volumes", "{'volume': {'size': 1, 'colour': 'red'}}")
                        .statusCode());
    }

    @Test
    void a_name_has_at_most_255_characters() {
        String longest = "n".repeat(255);
        assertEquals(
                longest,
                get("/volumes/" + create("'size': 1, 'name': '" + longest + "'"))
                        .at("/volume/name")
                        .asText());
        refused(400, ann("POST", "/volumes", "{'volume': {'size': 1, 'name': '" + longest + "n'}}"));
        assertEquals(1, count());
    }

    @Test
    void a_name_that_looks_like_xml_is_just_a_name() {
        String name = "'/><disk x='";
        HttpResponse<String> made = cloud.server.send(
                "POST",
                "/volume/v3/volumes",
                "{\"volume\": {\"size\": 1, \"name\": \"" + name + "\"}}",
                "X-Auth-Token",
                "ann");
        assertEquals(name, TestCloud.tree(made).at("/volume/name").asText());
    }

    @Test
    void an_image_larger_than_its_volume_is_400_and_says_what_would_do() {
        ImageId image = cloud.image("large", 3, Map.of());
        String message = refused(400, ann("POST", "/volumes", "{'volume': {'size': 2, 'imageRef': '" + image + "'}}"));
        assertTrue(message.contains("at least 3 GiB"), message);
        assertEquals(0, count());
    }

    @Test
    void a_volume_that_there_is_no_room_for_is_413() {
        HttpResponse<String> response = ann("POST", "/volumes", "{'volume': {'size': 11}}");
        assertTrue(refused(413, response).contains("no room"));
        assertTrue(TestCloud.tree(response).has("overLimit"));
        assertEquals(0, count());
    }

    @Test
    void a_volume_that_servers_may_share_is_made_by_its_type() {
        JsonNode types = TestCloud.tree(ann("GET", "/types", "")).path("volume_types");
        assertEquals("<is> True", types.at("/1/extra_specs/multiattach").asText());
        assertTrue(types.at("/0/extra_specs").isEmpty());
        String body =
                "{'volume': {'size': 1, 'volume_type': '" + types.at("/1/name").asText() + "'}}";
        assertTrue(TestCloud.tree(ann("POST", "/volumes", body))
                .at("/volume/multiattach")
                .asBoolean());
        assertFalse(TestCloud.tree(ann("POST", "/volumes", "{'volume': {'size': 1}}"))
                .at("/volume/multiattach")
                .asBoolean());
    }

    @Test
    void an_unknown_type_is_404() {
        refused(404, ann("POST", "/volumes", "{'volume': {'size': 1, 'volume_type': 'gold'}}"));
        refused(404, ann("GET", "/types/gold", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "data", "%27%22%3E%3C", "1", "..%2F.."})
    void what_is_no_volumes_id_is_404_everywhere(String id) {
        String path = "/volumes/" + id;
        refused(404, ann("GET", path, ""));
        refused(404, ann("PUT", path, "{'volume': {'name': 'x'}}"));
        refused(404, ann("DELETE", path, ""));
        refused(404, ann("GET", path + "/metadata", ""));
        refused(404, ann("POST", path + "/metadata", "{'metadata': {'a': 'b'}}"));
        refused(404, ann("POST", path + "/action", "{'os-set_bootable': {'bootable': true}}"));
    }

    @Test
    void another_projects_volume_is_404_everywhere() {
        String path = "/volumes/" + create("'size': 1");
        for (String[] request : List.of(
                new String[] {"GET", path, ""},
                new String[] {"PUT", path, "{'volume': {'name': 'x'}}"},
                new String[] {"DELETE", path, ""},
                new String[] {"POST", path + "/metadata", "{'metadata': {'a': 'b'}}"},
                new String[] {"DELETE", path + "/metadata/a", ""},
                new String[] {"POST", path + "/action", "{'os-extend': {'new_size': 2}}"},
                new String[] {"POST", path + "/action", "{'os-detach': {}}"})) {
            refused(404, send("bob", NEWEST, request[0], request[1], request[2]));
        }
        assertEquals(
                0,
                TestCloud.tree(send("bob", NEWEST, "GET", "/volumes/detail?all_tenants=1", ""))
                        .path("volumes")
                        .size());
        assertEquals(200, send("admin", NEWEST, "GET", path, "").statusCode());
    }

    @Test
    void a_volume_in_use_shows_its_attachment_and_cannot_be_deleted() {
        String id = create("'size': 1");
        Attachment attachment = cloud.attach(VolumeId.parse(id).get());

        JsonNode shown = get("/volumes/" + id).path("volume");
        assertEquals("in-use", shown.path("status").asText());
        JsonNode part = shown.path("attachments").path(0);
        assertEquals(attachment.server().toString(), part.path("server_id").asText());
        assertEquals(attachment.id().toString(), part.path("attachment_id").asText());
        assertEquals(id, part.path("volume_id").asText());
        assertEquals(id, part.path("id").asText());
        assertEquals("/dev/sdb", part.path("device").asText());
        assertTrue(part.path("host_name").isNull(), "hosts are for administrators");
        JsonNode forAdmin = TestCloud.tree(send("admin", NEWEST, "GET", "/volumes/" + id, ""));
        assertEquals("host1", forAdmin.at("/volume/attachments/0/host_name").asText());

        refused(409, ann("DELETE", "/volumes/" + id, ""));
        HttpResponse<String> early =
                send("ann", "volume 3.41", "POST", "/volumes/" + id + "/action", "{'os-extend': {'new_size': 2}}");
        refused(400, early);
        assertTrue(early.body().contains("3.42"), early.body());
        assertEquals(1, count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os-attach",
                "os-detach",
                "os-force_detach",
                "os-reserve",
                "os-unreserve",
                "os-begin_detaching",
                "os-roll_detaching",
                "os-initialize_connection",
                "os-terminate_connection",
            })
    void going_around_the_compute_api_is_409(String action) {
        String id = create("'size': 1");
        Attachment attachment = cloud.attach(VolumeId.parse(id).get());
        for (String arguments : List.of("{}", "null", "{'connector': {}}")) {
            String message = refused(
                    409,
                    send(
                            "admin",
                            NEWEST,
                            "POST",
                            "/volumes/" + id + "/action",
                            "{'" + action + "': " + arguments + "}"));
            assertTrue(message.contains("openstack server remove volume " + attachment.server()), message);
        }
        assertEquals("in-use", get("/volumes/" + id).at("/volume/status").asText());
    }

    @Test
    void attachments_are_listed_and_shown_and_nothing_more() {
        String id = create("'size': 1");
        Attachment attachment = cloud.attach(VolumeId.parse(id).get());
        String path = "/attachments/" + attachment.id();

        assertEquals(1, get("/attachments").path("attachments").size());
        assertEquals(0, get("/attachments?volume_id=other").path("attachments").size());
        JsonNode shown = get(path).path("attachment");
        assertEquals("attached", shown.path("status").asText());
        assertEquals(attachment.server().toString(), shown.path("instance").asText());
        assertEquals("rw", shown.path("attach_mode").asText());

        refused(409, ann("DELETE", path, ""));
        refused(409, ann("PUT", path, "{'attachment': {'connector': {}}}"));
        refused(409, ann("POST", path + "/action", "{'os-complete': {}}"));
        refused(
                409,
                ann("POST", "/attachments", "{'attachment': {'volume_uuid': '" + id + "', 'instance_uuid': null}}"));
        refused(404, send("bob", NEWEST, "DELETE", path, ""));
        refused(404, send("ann", "volume 3.26", "GET", path, ""));
    }

    @Test
    void properties_are_set_shown_and_removed() {
        String path = "/volumes/" + create("'size': 1, 'metadata': {'a': '1'}") + "/metadata";
        assertEquals("{\"metadata\":{\"a\":\"1\",\"b\":\"2\"}}", sorted(ann("POST", path, "{'metadata': {'b': '2'}}")));
        assertEquals("{\"meta\":{\"b\":\"2\"}}", ann("GET", path + "/b", "").body());
        assertEquals(
                "{\"meta\":{\"b\":\"3\"}}",
                ann("PUT", path + "/b", "{'meta': {'b': '3'}}").body());
        refused(400, ann("PUT", path + "/b", "{'meta': {'c': '3'}}"));
        refused(400, ann("PUT", path + "/b", "{'meta': {'b': '3', 'c': '3'}}"));
        assertEquals(200, ann("DELETE", path + "/a", "").statusCode());
        refused(404, ann("DELETE", path + "/a", ""));
        refused(404, ann("GET", path + "/a", ""));
        assertEquals(
                "{\"metadata\":{\"z\":\"\"}}",
                ann("PUT", path, "{'metadata': {'z': ''}}").body());
        refused(400, ann("POST", path, "{'metadata': {'a': '" + "x".repeat(256) + "'}}"));
        refused(400, ann("POST", path, "{}"));
    }

    private static String sorted(HttpResponse<String> response) {
        TreeSet<String> names = new TreeSet<>();
        JsonNode metadata = TestCloud.tree(response).path("metadata");
        metadata.fieldNames().forEachRemaining(names::add);
        List<String> pairs = new ArrayList<>();
        names.forEach(name -> pairs.add("\"" + name + "\":" + metadata.get(name)));
        return "{\"metadata\":{" + String.join(",", pairs) + "}}";
    }

    @Test
    void actions_do_what_they_say() {
        String path = "/volumes/" + create("'size': 1");
        assertEquals(
                "{\"metadata\":{\"hw_scsi_model\":\"virtio-scsi\"}}",
                ann(
                                "POST",
                                path + "/action",
                                "{'os-set_image_metadata': {'metadata': {'hw_scsi_model': 'virtio-scsi'}}}")
                        .body());
        assertEquals(
                "virtio-scsi",
                get(path).at("/volume/volume_image_metadata/hw_scsi_model").asText());
        assertEquals(
                200,
                ann("POST", path + "/action", "{'os-unset_image_metadata': {'key': 'hw_scsi_model'}}")
                        .statusCode());
        refused(404, ann("POST", path + "/action", "{'os-unset_image_metadata': {'key': 'hw_scsi_model'}}"));
        assertFalse(get(path).path("volume").has("volume_image_metadata"));

        assertEquals(
                200,
                ann("POST", path + "/action", "{'os-set_bootable': {'bootable': 'True'}}")
                        .statusCode());
        assertEquals("true", get(path).at("/volume/bootable").asText());

        assertEquals(
                202,
                ann("POST", path + "/action", "{'os-extend': {'new_size': '3'}}")
                        .statusCode());
        assertEquals(3, get(path).at("/volume/size").asInt());
        refused(400, ann("POST", path + "/action", "{'os-extend': {'new_size': 3}}"));
        refused(413, ann("POST", path + "/action", "{'os-extend': {'new_size': 30}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{'os-fly': {}}",
                "400|{}",
                "400|{'os-extend': {'new_size': 2}, 'os-set_bootable': {'bootable': true}}",
                "400|{'os-extend': {}}",
                "400|{'os-extend': 5}",
                "400|{'os-set_bootable': {'bootable': 'perhaps'}}",
                "400|{'os-update_readonly_flag': {'readonly': true}}",
                "400|{'os-reset_status': {'status': 'melted'}}",
                "403|{'os-reset_status': {'status': 'error'}}",
                "403|{'os-force_delete': {}}",
                "202|{'os-update_readonly_flag': {'readonly': false}}",
            })
    void an_action_that_is_wrong_is_refused(int status, String body) {
        String path = "/volumes/" + create("'size': 1");
        assertEquals(status, ann("POST", path + "/action", body).statusCode());
        assertEquals("available", get(path).at("/volume/status").asText());
    }

    @Test
    void the_fields_of_a_volume_grow_with_the_microversion() {
        String path = "/volumes/" + create("'size': 1");
        assertEquals(List.of(), added("ann", path, "volume 3.0", "volume 3.12"));
        assertEquals(List.of("group_id"), added("ann", path, "volume 3.12", "volume 3.13"));
        assertEquals(List.of("service_uuid", "shared_targets"), added("ann", path, "volume 3.13", "volume 3.48"));
        assertEquals(List.of("volume_type_id"), added("ann", path, "volume 3.62", "volume 3.63"));
        assertEquals(List.of("consumes_quota"), added("ann", path, "volume 3.64", "volume 3.65"));
        assertEquals(List.of("provider_id"), added("admin", path, "volume 3.20", "volume 3.21"));
        assertEquals(List.of("cluster_name"), added("admin", path, "volume 3.60", "volume 3.61"));
        assertEquals(406, send("ann", "volume 3.71", "GET", path, "").statusCode());
    }

    private List<String> added(String token, String path, String lower, String higher) {
        TreeSet<String> names = new TreeSet<>(fields(token, path, higher));
        names.removeAll(fields(token, path, lower));
        return List.copyOf(names);
    }

    private List<String> fields(String token, String path, String version) {
        List<String> names = new ArrayList<>();
        TestCloud.tree(send(token, version, "GET", path, ""))
                .path("volume")
                .fieldNames()
                .forEachRemaining(names::add);
        return names;
    }

    @Test
    void both_forms_of_the_path_are_served_and_links_keep_the_callers_form() {
        String id = create("'size': 1");
        String legacy = "/" + VolumeCloud.ANN + "/volumes/" + id;
        assertTrue(get(legacy).at("/volume/links/0/href").asText().endsWith("/volume/v3" + legacy));
        assertTrue(get("/volumes/" + id).at("/volume/links/0/href").asText().endsWith("/volume/v3/volumes/" + id));
    }

    @Test
    void lists_are_filtered_sorted_cut_and_counted() {
        String large = create("'size': 3, 'name': 'large', 'metadata': {'k': 'v'}");
        String small = create("'size': 1, 'name': 'small'");
        assertEquals(List.of(small, large), listed("/volumes/detail"));
        assertEquals(List.of(large), listed("/volumes?name=large"));
        assertEquals(List.of(), listed("/volumes?name=large&status=error"));
        assertEquals(List.of(large), listed("/volumes?metadata=%7B%27k%27%3A%20%27v%27%7D"));
        assertEquals(List.of(), listed("/volumes/detail?bootable=true"));
        assertEquals(List.of(small, large), listed("/volumes?sort=size:asc"));
        assertEquals(List.of(large, small), listed("/volumes?sort_key=size&sort_dir=desc"));
        assertEquals(List.of(small), listed("/volumes?limit=1"));
        assertEquals(List.of(large), listed("/volumes?limit=1&marker=" + small));
        assertEquals(List.of(), listed("/volumes?created_at=gt:2030-01-01T00:00:00"));
        assertEquals(2, get("/volumes?with_count=True&limit=1").path("count").asInt());
        assertTrue(get("/volumes?limit=1").at("/volumes_links/0/href").asText().contains("marker=" + small));
        for (String wrong : List.of(
                "sort=colour",
                "limit=-1",
                "limit=many",
                "marker=x",
                "bootable=perhaps",
                "metadata=x",
                "created_at=now")) {
            refused(400, ann("GET", "/volumes?" + wrong, ""));
        }
    }

    private List<String> listed(String path) {
        List<String> ids = new ArrayList<>();
        get(path).path("volumes").forEach(volume -> ids.add(volume.path("id").asText()));
        return ids;
    }

    @ParameterizedTest
    @CsvSource({
        "/snapshots, snapshots",
        "/snapshots/detail, snapshots",
        "/backups/detail, backups",
        "/groups/detail, groups",
        "/messages, messages",
        "/consistencygroups/detail, consistencygroups",
        "/volume-transfers/detail, transfers",
        "/os-volume-transfer/detail, transfers",
        "/qos-specs, qos_specs",
        "/extensions, extensions"
    })
    void what_a_lun_has_none_of_is_an_empty_list(String path, String field) {
        assertEquals(0, get(path).path(field).size());
        assertTrue(get(path).path(field).isArray());
    }

    @Test
    void why_a_volume_is_in_error_is_told_as_a_message() {
        String id = create("'size': 1");
        VolumeId volume = VolumeId.parse(id).get();
        cloud.store
                .volumes()
                .update(cloud.store.volumes().find(volume).orElseThrow().withFault(Optional.of("The array is full")));
        assertEquals(
                "The array is full",
                get("/messages").at("/messages/0/user_message").asText());
        assertEquals(id, get("/messages/" + id).at("/message/resource_uuid").asText());
        assertEquals(
                0,
                TestCloud.tree(send("bob", NEWEST, "GET", "/messages", ""))
                        .path("messages")
                        .size());
    }

    @Test
    void limits_quotas_and_the_summary_tell_what_is_used() {
        create("'size': 3, 'metadata': {'k': 'v'}");
        JsonNode limits = get("/limits").at("/limits/absolute");
        assertEquals(1, limits.path("totalVolumesUsed").asInt());
        assertEquals(3, limits.path("totalGigabytesUsed").asInt());
        assertEquals(-1, limits.path("maxTotalVolumes").asInt());
        JsonNode quotas =
                get("/os-quota-sets/" + VolumeCloud.ANN + "?usage=True").path("quota_set");
        assertEquals(3, quotas.at("/gigabytes/in_use").asInt());
        assertEquals(
                -1,
                get("/os-quota-sets/" + VolumeCloud.ANN)
                        .at("/quota_set/gigabytes")
                        .asInt());
        refused(403, send("bob", NEWEST, "GET", "/os-quota-sets/" + VolumeCloud.ANN, ""));
        JsonNode summary = get("/volumes/summary").path("volume-summary");
        assertEquals(1, summary.path("total_count").asInt());
        assertEquals("v", summary.at("/metadata/k/0").asText());
    }

    @Test
    void services_are_for_administrators() {
        assertEquals(
                "cinder-volume",
                TestCloud.tree(send("admin", NEWEST, "GET", "/os-services", ""))
                        .at("/services/0/binary")
                        .asText());
        refused(403, ann("GET", "/os-services", ""));
    }
}
