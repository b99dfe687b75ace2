package io.lunette.server.http.image;

import static io.lunette.server.http.TestCloud.json;
import static io.lunette.server.http.TestCloud.tree;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.RoleAssignment;
import io.lunette.server.http.TestClock;
import io.lunette.server.http.TestCloud;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageApiTest {
    private static final String V2 = "/image/v2";
    private static final String BARE_RAW = "'disk_format': 'raw', 'container_format': 'bare'";

    private final TestClock clock = new TestClock();
    private final TestCloud cloud = new TestCloud(clock);
    private String admin = "";
    private String member = "";

    @BeforeEach
    void logIn() {
        admin = cloud.adminToken();
        var identities = cloud.store.identities();
        var user = identities.userByName("admin").orElseThrow();
        Project other = new Project(new ProjectId("0".repeat(32)), "other", "", true);
        identities.insertProject(other);
        String role = identities.roles().stream()
                .filter(known -> known.name().equals("member"))
                .findFirst()
                .orElseThrow()
                .id();
        identities.assign(new RoleAssignment(user.id(), other.id(), role));
        member = cloud.login("admin", cloud.password, TestCloud.project("other"))
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return as(admin, method, path, body);
    }

    private HttpResponse<String> as(String token, String method, String path, String body) {
        return cloud.server.send(method, V2 + path, json(body), "X-Auth-Token", token);
    }

    private String create(String fields) {
        return create(admin, fields);
    }

    private String create(String token, String fields) {
        HttpResponse<String> response = as(token, "POST", "/images", "{" + fields + "}");
        assertEquals(201, response.statusCode(), response.body());
        return tree(response).get("id").textValue();
    }

    private int upload(String token, String id, HttpRequest.BodyPublisher data) {
        return cloud.server
                .send(HttpRequest.newBuilder(URI.create(cloud.server.url(V2 + "/images/" + id + "/file")))
                        .header("X-Auth-Token", token)
                        .PUT(data)
                        .build())
                .statusCode();
    }

    private int patch(String id, String steps) {
        return call("PATCH", "/images/" + id, "[" + steps + "]").statusCode();
    }

    private List<String> stored() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(cloud.images)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void an_image_is_described_then_filled_then_read_and_deleted() throws Exception {
        String id = create("'name': 'one', 'hw_scsi_model': 'virtio-scsi', 'tags': ['a'], " + BARE_RAW);
        byte[] data = new byte[3_000_000];
        new java.util.Random(1).nextBytes(data);
        assertEquals(204, upload(admin, id, HttpRequest.BodyPublishers.ofByteArray(data)));
        JsonNode image = tree(call("GET", "/images/" + id, ""));
        assertEquals("active", image.get("status").textValue());
        assertEquals("virtio-scsi", image.get("hw_scsi_model").textValue());
        assertEquals(3_000_000, image.get("size").longValue());
        assertEquals("sha512", image.get("os_hash_algo").textValue());
        assertEquals(32, image.get("checksum").textValue().length());
        assertEquals("2026-11-23T04:46:00Z", image.get("created_at").textValue());
        assertEquals("/v2/images/" + id + "/file", image.get("file").textValue());
        assertArrayEquals(data, download(id));
        assertEquals(204, call("DELETE", "/images/" + id, "").statusCode());
        assertEquals(404, call("GET", "/images/" + id, "").statusCode());
        assertEquals(List.of(), stored());
    }

    private byte[] download(String id) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(cloud.server.url(V2 + "/images/" + id + "/file")))
                .header("X-Auth-Token", admin)
                .build();
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        }
    }

    @Test
    void data_without_a_length_is_taken_as_a_stream() {
        String id = create(BARE_RAW);
        InputStream data = new java.io.ByteArrayInputStream(new byte[2_000_000]);
        assertEquals(204, upload(admin, id, HttpRequest.BodyPublishers.ofInputStream(() -> data)));
        assertEquals(
                2_000_000, tree(call("GET", "/images/" + id, "")).get("size").longValue());
    }

    @Test
    void data_beyond_the_limit_is_413_however_it_comes_and_the_image_waits_again() throws Exception {
        String id = create(BARE_RAW);
        byte[] large = new byte[(int) TestCloud.IMAGE_LIMIT_BYTES + 1];
        assertEquals(413, upload(admin, id, HttpRequest.BodyPublishers.ofByteArray(large)));
        InputStream stream = new java.io.ByteArrayInputStream(large);
        assertEquals(413, upload(admin, id, HttpRequest.BodyPublishers.ofInputStream(() -> stream)));
        assertEquals(
                "queued", tree(call("GET", "/images/" + id, "")).get("status").textValue());
        assertEquals(List.of(), stored());
        assertEquals(204, upload(admin, id, HttpRequest.BodyPublishers.ofString("x")));
    }

    @Test
    void an_image_takes_data_once_and_only_with_its_formats_set() {
        String bare = create("'name': 'x'");
        assertEquals(400, upload(admin, bare, HttpRequest.BodyPublishers.ofString("x")));
        String id = create(BARE_RAW);
        assertEquals(204, upload(admin, id, HttpRequest.BodyPublishers.ofString("x")));
        assertEquals(409, upload(admin, id, HttpRequest.BodyPublishers.ofString("y")));
        assertEquals(403, patch(id, "{'op': 'replace', 'path': '/disk_format', 'value': 'qcow2'}"));
        assertEquals(204, call("GET", "/images/" + bare + "/file", "").statusCode());
    }

    @Test
    void a_qcow2_image_that_names_another_file_is_refused_when_it_comes() {
        String id = create("'disk_format': 'qcow2', 'container_format': 'bare'");
        byte[] evil = new byte[4096];
        java.nio.ByteBuffer.wrap(evil)
                .putInt(0, 0x514649fb)
                .putInt(4, 3)
                .putLong(8, 512)
                .putInt(16, 11)
                .putInt(20, 16)
                .putInt(100, 104);
        assertEquals(400, upload(admin, id, HttpRequest.BodyPublishers.ofByteArray(evil)));
        assertEquals(
                "queued", tree(call("GET", "/images/" + id, "")).get("status").textValue());
    }

    @Test
    void patches_set_change_and_remove_properties() {
        String id = create("'name': 'a', 'os_distro': 'debian', " + BARE_RAW);
        clock.pass(Duration.ofSeconds(5));
        assertEquals(200, patch(id, """
                {'op': 'add', 'path': '/hw_scsi_model', 'value': 'lsilogic'},
                {'op': 'replace', 'path': '/name', 'value': 'b'},
                {'op': 'replace', 'path': '/min_disk', 'value': 3},
                {'op': 'add', 'path': '/a~1b', 'value': 'slash'},
                {'op': 'remove', 'path': '/os_distro'}"""));
        JsonNode image = tree(call("GET", "/images/" + id, ""));
        assertEquals("lsilogic", image.get("hw_scsi_model").textValue());
        assertEquals("b", image.get("name").textValue());
        assertEquals(3, image.get("min_disk").intValue());
        assertEquals("slash", image.get("a/b").textValue());
        assertFalse(image.has("os_distro"));
        assertEquals("2026-11-23T04:46:05Z", image.get("updated_at").textValue());
    }

    @Test
    void a_patch_that_cannot_be_is_refused_whole() {
        String id = create("'name': 'a'");
        String good = "{'op': 'add', 'path': '/x', 'value': 'y'}, ";
        assertEquals(403, patch(id, good + "{'op': 'replace', 'path': '/status', 'value': 'active'}"));
        assertEquals(403, patch(id, good + "{'op': 'remove', 'path': '/name'}"));
        assertEquals(409, patch(id, good + "{'op': 'remove', 'path': '/nothing'}"));
        assertEquals(409, patch(id, good + "{'op': 'replace', 'path': '/nothing', 'value': 'x'}"));
        for (String wrong : List.of(
                "{'op': 'move', 'path': '/x', 'value': 'y'}",
                "{'op': 'add', 'path': '/x/y', 'value': 'y'}",
                "{'op': 'add', 'path': 'x', 'value': 'y'}",
                "{'op': 'add', 'path': '/x'}",
                "{'op': 'add', 'path': '/x', 'value': {'a': 'b'}}",
                "{'op': 'replace', 'path': '/min_disk', 'value': -1}",
                "{'op': 'replace', 'path': '/visibility', 'value': 'secret'}",
                "7")) {
            assertEquals(400, patch(id, good + wrong), wrong);
        }
        assertFalse(tree(call("GET", "/images/" + id, "")).has("x"));
    }

    @Test
    void a_protected_image_stays() {
        String id = create("'protected': true");
        assertEquals(403, call("DELETE", "/images/" + id, "").statusCode());
        assertEquals(200, patch(id, "{'op': 'replace', 'path': '/protected', 'value': false}"));
        assertEquals(204, call("DELETE", "/images/" + id, "").statusCode());
    }

    @Test
    void another_projects_image_is_not_there_unless_it_is_public_and_then_it_cannot_be_changed() {
        String secret = create("'visibility': 'private'");
        String open = create("'visibility': 'public'");
        assertEquals(404, as(member, "GET", "/images/" + secret, "").statusCode());
        assertEquals(404, as(member, "DELETE", "/images/" + secret, "").statusCode());
        assertEquals(404, upload(member, secret, HttpRequest.BodyPublishers.ofString("x")));
        assertEquals(200, as(member, "GET", "/images/" + open, "").statusCode());
        assertEquals(403, as(member, "DELETE", "/images/" + open, "").statusCode());
        assertEquals(1, tree(as(member, "GET", "/images", "")).get("images").size());
        assertEquals(
                403, as(member, "POST", "/images", "{'visibility': 'public'}").statusCode());
    }

    @Test
    void lists_are_filtered_sorted_and_cut() {
        for (String name : List.of("b", "a", "c")) {
            create("'name': '" + name + "', 'os_distro': '" + name + "', 'tags': ['" + name + "'], " + BARE_RAW);
            clock.pass(Duration.ofSeconds(1));
        }
        assertEquals(List.of("c", "a", "b"), names("/images"));
        assertEquals(List.of("a", "b", "c"), names("/images?sort=name:asc"));
        assertEquals(List.of("a"), names("/images?name=a"));
        assertEquals(List.of("b", "a"), names("/images?name=in:b,a&sort_key=name&sort_dir=desc"));
        assertEquals(List.of("b"), names("/images?os_distro=b"));
        assertEquals(List.of("c"), names("/images?tag=c"));
        JsonNode first = tree(call("GET", "/images?limit=2", ""));
        assertEquals(List.of("b"), names(first.get("next").textValue().substring(3)));
        assertEquals(400, call("GET", "/images?sort=shoe", "").statusCode());
    }

    private List<String> names(String path) {
        return tree(call("GET", path, "")).get("images").findValuesAsText("name");
    }

    @Test
    void tags_are_put_and_taken_away() {
        String id = create("'name': 'a'");
        assertEquals(204, call("PUT", "/images/" + id + "/tags/new", "").statusCode());
        assertEquals(204, call("PUT", "/images/" + id + "/tags/new", "").statusCode());
        assertEquals(
                "[\"new\"]", tree(call("GET", "/images/" + id, "")).get("tags").toString());
        assertEquals(204, call("DELETE", "/images/" + id + "/tags/new", "").statusCode());
        assertEquals(404, call("DELETE", "/images/" + id + "/tags/new", "").statusCode());
    }

    @Test
    void malformed_descriptions_are_400_and_read_only_attributes_403() {
        for (String body : List.of(
                "'name': 7",
                "'name': '" + "x".repeat(256) + "'",
                "'disk_format': 'vhdx'",
                "'min_ram': 'much'",
                "'id': 'one'",
                "'hw_scsi_model': 7",
                "'os_hidden': true",
                "'tags': 'x'")) {
            assertEquals(400, call("POST", "/images", "{" + body + "}").statusCode(), body);
        }
        assertEquals(403, call("POST", "/images", "{'owner': 'me'}").statusCode());
        String id = "00000000-0000-4000-8000-000000000001";
        assertEquals(id, create("'id': '" + id + "'"));
        assertEquals(409, call("POST", "/images", "{'id': '" + id + "'}").statusCode());
    }

    @Test
    void names_and_unknown_ids_are_404_with_a_message_that_clients_print() {
        HttpResponse<String> response = call("GET", "/images/debian", "");
        assertEquals(404, response.statusCode());
        assertTrue(tree(response).at("/error/message").textValue().startsWith("Image debian could not be found"));
    }

    @Test
    void an_image_has_no_members_and_gets_none() {
        String id = create(BARE_RAW);
        String members = "/images/" + id + "/members";
        assertEquals(0, tree(call("GET", members, "")).get("members").size());
        assertEquals(403, call("POST", members, "{'member': 'x'}").statusCode());
        assertEquals(404, call("GET", members + "/x", "").statusCode());
        assertEquals(404, call("PUT", members + "/x", "{'status': 'accepted'}").statusCode());
        assertEquals(404, call("DELETE", members + "/x", "").statusCode());
        assertEquals(404, as(member, "GET", members, "").statusCode());
        assertEquals(404, as(member, "POST", members, "{'member': 'x'}").statusCode());
    }

    @Test
    void schemas_are_there_for_the_clients_that_read_them() {
        for (String name : List.of("image", "images", "member", "members")) {
            assertEquals(
                    name, tree(call("GET", "/schemas/" + name, "")).get("name").textValue());
        }
        assertEquals(404, call("GET", "/schemas/shoe", "").statusCode());
    }
}
