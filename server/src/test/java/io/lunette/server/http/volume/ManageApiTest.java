package io.lunette.server.http.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.VolumeId;
import io.lunette.server.http.TestCloud;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LUNs of an array that are listed, adopted and let go as Cinder's clients ask for it. */
class ManageApiTest {
    private static final String ADDRESS =
            "iscsi://array-a.invalid:3260,array-b.invalid:3260/iqn.2026-11.invalid.array:cluster/";

    private final VolumeCloud cloud = new VolumeCloud();

    @AfterEach
    void stop() {
        cloud.close();
    }

    private HttpResponse<String> call(String token, String method, String path, String body) {
        return cloud.server.send(
                method,
                "/volume/v3" + path,
                TestCloud.json(body),
                "X-Auth-Token",
                token,
                "OpenStack-API-Version",
                "volume 3.70");
    }

    private JsonNode listed(String path) {
        HttpResponse<String> response = call("admin", "GET", path, "");
        assertEquals(200, response.statusCode(), response.body());
        return TestCloud.tree(response).path("manageable-volumes");
    }

    /** As python-cinderclient sends it. */
    private static String manage(String reference, String more) {
        return "{'volume': {'host': 'lunette@lunette#lunette', 'ref': {'source-name': '" + reference
                + "'}, 'name': 'ora', 'description': null, 'volume_type': null, 'availability_zone': '',"
                + " 'metadata': null, 'bootable': false" + more + "}}";
    }

    private String refused(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestCloud.tree(response).elements().next().path("message").asText();
    }

    @Test
    void what_can_be_adopted_is_listed_with_what_is_not_safe_and_why() {
        JsonNode detailed = listed("/manageable_volumes/detail?host=lunette@lunette%23lunette");
        assertEquals(4, detailed.size());
        assertEquals(ADDRESS + "0", detailed.at("/0/reference/source-name").asText());
        assertFalse(detailed.at("/0/safe_to_manage").asBoolean());
        assertTrue(detailed.at("/0/reason_not_safe").asText().contains("not a disk"));
        assertEquals(10, detailed.at("/1/size").asInt());
        assertTrue(detailed.at("/1/safe_to_manage").asBoolean());
        assertTrue(detailed.at("/1/reason_not_safe").isNull());
        assertTrue(detailed.at("/1/extra_info").asText().startsWith("naa.6001405"));
        assertTrue(listed("/os-volume-manage").at("/1/extra_info").isMissingNode());
        assertEquals(1, listed("/manageable_volumes?limit=1&offset=1").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/os-volume-manage", "/manageable_volumes"})
    void a_lun_is_adopted_and_let_go_again(String path) {
        HttpResponse<String> response = call("admin", "POST", path, manage(ADDRESS + "2", ""));
        assertEquals(202, response.statusCode(), response.body());
        JsonNode volume = TestCloud.tree(response).path("volume");
        assertEquals("available", volume.path("status").asText());
        assertEquals(20, volume.path("size").asInt());
        assertEquals("ora", volume.path("name").asText());
        String id = volume.path("id").asText();
        assertEquals(id, listed("/manageable_volumes/detail").at("/2/cinder_id").asText());

        String refused = refused(400, call("admin", "DELETE", "/volumes/" + id, ""));
        assertTrue(refused.contains("cinder unmanage " + id), refused);
        HttpResponse<String> gone = call("admin", "POST", "/volumes/" + id + "/action", "{'os-unmanage': {}}");
        assertEquals(202, gone.statusCode(), gone.body());
        assertEquals(
                Optional.empty(), cloud.store.volumes().find(VolumeId.parse(id).get()));
    }

    @Test
    void its_volume_type_makes_it_shareable() {
        HttpResponse<String> response = call(
                "admin",
                "POST",
                "/os-volume-manage",
                manage(ADDRESS + "1", "").replace("'volume_type': null", "'volume_type': 'multiattach'"));
        assertTrue(TestCloud.tree(response).at("/volume/multiattach").asBoolean(), response.body());
    }

    @Test
    void an_identity_that_is_known_already_names_its_volume() {
        String id = TestCloud.tree(call("admin", "POST", "/os-volume-manage", manage(ADDRESS + "1", "")))
                .at("/volume/id")
                .asText();
        assertTrue(refused(409, call("admin", "POST", "/os-volume-manage", manage(ADDRESS + "1", "")))
                .contains(id));
    }

    @Test
    void only_an_administrator_may() {
        refused(403, call("ann", "POST", "/os-volume-manage", manage(ADDRESS + "1", "")));
        refused(403, call("ann", "GET", "/manageable_volumes/detail", ""));
        String id = TestCloud.tree(call("ann", "POST", "/volumes", "{'volume': {'size': 1}}"))
                .at("/volume/id")
                .asText();
        refused(403, call("ann", "POST", "/volumes/" + id + "/action", "{'os-unmanage': {}}"));
        refused(400, call("admin", "POST", "/volumes/" + id + "/action", "{'os-unmanage': {}}"));
    }

    @Test
    void what_is_not_there_or_not_well_named_is_refused() {
        refused(404, call("admin", "POST", "/os-volume-manage", manage(ADDRESS + "9", "")));
        refused(503, call("admin", "POST", "/os-volume-manage", manage("nothing.invalid/iqn.2026-11.a:b/1", "")));
        refused(400, call("admin", "POST", "/os-volume-manage", manage("lun1", "")));
        refused(400, call("admin", "POST", "/os-volume-manage", manage(ADDRESS + "1", ", 'colour': 'red'")));
        refused(
                400,
                call(
                        "admin",
                        "POST",
                        "/os-volume-manage",
                        manage(ADDRESS + "1", "").replace("source-name", "source-id")));
        refused(
                400,
                call(
                        "admin",
                        "POST",
                        "/os-volume-manage",
                        manage(ADDRESS + "1", "").replace("lunette@", "other@")));
    }

    @Test
    void the_newer_route_is_not_there_for_older_clients() {
        HttpResponse<String> response = cloud.server.send(
                "GET",
                "/volume/v3/manageable_volumes",
                "",
                "X-Auth-Token",
                "admin",
                "OpenStack-API-Version",
                "volume 3.7");
        assertEquals(404, response.statusCode());
    }
}
