package io.lunette.server.http.identity;

import static io.lunette.server.http.TestCloud.json;
import static io.lunette.server.http.TestCloud.project;
import static io.lunette.server.http.TestCloud.tree;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.server.http.TestClock;
import io.lunette.server.http.TestCloud;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentityApiTest {
    private static final String V3 = "/identity/v3";

    private final TestClock clock = new TestClock();
    private final TestCloud cloud = new TestCloud(clock);

    @AfterEach
    void stop() {
        cloud.close();
    }

    private HttpResponse<String> call(String method, String path, String body, String token, String... headers) {
        List<String> all = new java.util.ArrayList<>(List.of("X-Auth-Token", token));
        all.addAll(List.of(headers));
        return cloud.server.send(method, V3 + path, json(body), all.toArray(String[]::new));
    }

    private static String subject(HttpResponse<String> response) {
        assertEquals(201, response.statusCode(), response.body());
        return response.headers().firstValue("X-Subject-Token").orElseThrow();
    }

    /** Makes a user with the role member on a new project of the same name; its password is {@code pw}. */
    private String user(String name, String admin) {
        String user = tree(call("POST", "/users", "{'user': {'name': '" + name + "', 'password': 'pw'}}", admin))
                .at("/user/id")
                .textValue();
        String project = tree(call("POST", "/projects", "{'project': {'name': '" + name + "'}}", admin))
                .at("/project/id")
                .textValue();
        String role = tree(call("GET", "/roles?name=member", "", admin))
                .at("/roles/0/id")
                .textValue();
        assertEquals(
                204,
                call("PUT", "/projects/" + project + "/users/" + user + "/roles/" + role, "", admin)
                        .statusCode());
        return user;
    }

    @Test
    void the_first_administrator_gets_a_token_with_roles_and_catalogue() {
        HttpResponse<String> response = cloud.login("admin", cloud.password, project("admin"));
        assertTrue(subject(response).matches("lunette_[A-Za-z0-9_-]{43}"));
        JsonNode token = tree(response).get("token");
        assertEquals("admin", token.at("/project/name").textValue());
        assertEquals("2026-11-23T08:46:00.000000Z", token.get("expires_at").textValue());
        assertEquals(3, token.get("roles").size());
        List<String> types = token.get("catalog").findValuesAsText("type");
        assertEquals(List.of("identity", "compute", "volumev3", "block-storage", "image"), types);
        assertEquals(
                cloud.server.url("/compute/v2.1"),
                token.at("/catalog/1/endpoints/0/url").textValue());
    }

    @Test
    void the_store_holds_neither_the_password_nor_the_token() {
        String token = cloud.adminToken();
        assertTrue(cloud.store.identities().token(token).isEmpty());
        String hash = cloud.store.identities().userByName("admin").orElseThrow().passwordHash();
        assertTrue(hash.startsWith("pbkdf2-sha512$"));
        assertFalse(hash.contains(cloud.password));
    }

    @Test
    void whatever_is_wrong_with_a_login_the_answer_is_the_same_401() {
        String unknownUser = cloud.login("nobody", "x", project("admin")).body();
        String wrongPassword = cloud.login("admin", "x", project("admin")).body();
        HttpResponse<String> wrongProject = cloud.login("admin", cloud.password, project("nothing"));
        assertEquals(401, wrongProject.statusCode());
        assertEquals(unknownUser, wrongPassword);
        assertEquals(unknownUser, wrongProject.body());
        assertTrue(unknownUser.startsWith("{\"error\":{\"code\":401,\"title\":\"Unauthorized\""));
    }

    @Test
    void a_right_password_does_not_make_a_wrong_one_right() {
        cloud.adminToken();
        assertEquals(401, cloud.login("admin", cloud.password + "x", "").statusCode());
        assertEquals(201, cloud.login("admin", cloud.password, "").statusCode());
    }

    @Test
    void malformed_requests_for_tokens_are_400() {
        for (String body : List.of(
                "{}",
                "{'auth': 7}",
                "{'auth': {'identity': {}}}",
                "{'auth': {'identity': {'methods': ['password']}}}",
                "{'auth': {'identity': {'methods': ['password'], 'password': {'user': {'name': 'admin'}}}}}",
                "{'auth': {'identity': {'methods': ['totp']}}}",
                "{'auth': {'identity': {'methods': [7]}}}",
                "{'auth': {'identity': {'methods': ['token'], 'token': {'id': 'x'}}, 'scope': {'system': {}}}}",
                "{'auth': {'identity': {'methods': ['token'], 'token': {'id': 'x'}}, 'scope': {'domain': {}}}}")) {
            assertEquals(400, call("POST", "/auth/tokens", body, "").statusCode(), body);
        }
    }

    @Test
    void an_unscoped_token_lists_projects_and_becomes_a_scoped_one_that_ends_no_later() {
        String unscoped = subject(cloud.login("admin", cloud.password, ""));
        assertEquals(
                "admin",
                tree(call("GET", "/auth/projects", "", unscoped))
                        .at("/projects/0/name")
                        .textValue());
        assertEquals(403, call("GET", "/users", "", unscoped).statusCode());
        clock.pass(Duration.ofHours(1));
        HttpResponse<String> scoped = call("POST", "/auth/tokens", """
                {'auth': {'identity': {'methods': ['token'], 'token': {'id': '%s'}}, 'scope': %s}}
                """.formatted(unscoped, project("admin")), "");
        assertEquals(200, call("GET", "/users", "", subject(scoped)).statusCode());
        assertEquals(
                "2026-11-23T08:46:00.000000Z",
                tree(scoped).at("/token/expires_at").textValue());
        assertEquals(
                List.of("password", "token"),
                List.of(
                        tree(scoped).at("/token/methods/0").textValue(),
                        tree(scoped).at("/token/methods/1").textValue()));
    }

    @Test
    void a_token_ends_at_its_hour_and_is_purged_later() {
        String token = cloud.adminToken();
        assertEquals(200, call("GET", "/users", "", token).statusCode());
        clock.pass(TestCloud.LIFETIME);
        assertEquals(401, call("GET", "/users", "", token).statusCode());
        cloud.adminToken();
        assertEquals(0, cloud.store.identities().removeTokensExpiredBefore(clock.instant()));
    }

    @Test
    void a_revoked_token_is_refused_at_once() {
        String revoked = cloud.adminToken();
        String other = cloud.adminToken();
        assertEquals(200, call("GET", "/users", "", revoked).statusCode());
        assertEquals(
                204,
                call("DELETE", "/auth/tokens", "", revoked, "X-Subject-Token", revoked)
                        .statusCode());
        assertEquals(401, call("GET", "/users", "", revoked).statusCode());
        assertEquals(
                404,
                call("GET", "/auth/tokens", "", other, "X-Subject-Token", revoked)
                        .statusCode());
        assertEquals(
                200,
                call("HEAD", "/auth/tokens", "", other, "X-Subject-Token", other)
                        .statusCode());
    }

    @Test
    void what_a_token_stands_for_is_told_to_its_user_and_administrators_alone() {
        String admin = cloud.adminToken();
        user("ann", admin);
        user("bob", admin);
        String ann = subject(cloud.login("ann", "pw", project("ann")));
        String bob = subject(cloud.login("bob", "pw", project("bob")));
        assertEquals(
                200,
                call("GET", "/auth/tokens", "", ann, "X-Subject-Token", ann).statusCode());
        assertEquals(
                200,
                call("GET", "/auth/tokens", "", admin, "X-Subject-Token", ann).statusCode());
        assertEquals(
                404,
                call("GET", "/auth/tokens", "", bob, "X-Subject-Token", ann).statusCode());
        assertEquals(
                404,
                call("DELETE", "/auth/tokens", "", bob, "X-Subject-Token", ann).statusCode());
    }

    @Test
    void losing_a_role_or_being_disabled_ends_what_a_token_may_at_once() {
        String admin = cloud.adminToken();
        String ann = user("ann", admin);
        String token = subject(cloud.login("ann", "pw", project("ann")));
        assertEquals(200, call("GET", "/users/" + ann, "", token).statusCode());
        assertEquals(
                200,
                call("PATCH", "/users/" + ann, "{'user': {'enabled': false}}", admin)
                        .statusCode());
        assertEquals(401, call("GET", "/users/" + ann, "", token).statusCode());
        assertEquals(401, cloud.login("ann", "pw", project("ann")).statusCode());
        call("PATCH", "/users/" + ann, "{'user': {'enabled': true}}", admin);
        assertEquals(401, call("GET", "/users/" + ann, "", token).statusCode());
        token = subject(cloud.login("ann", "pw", project("ann")));
        JsonNode assigned =
                tree(call("GET", "/role_assignments?user.id=" + ann, "", admin)).at("/role_assignments/0");
        call(
                "DELETE",
                "/projects/" + assigned.at("/scope/project/id").textValue() + "/users/" + ann + "/roles/"
                        + assigned.at("/role/id").textValue(),
                "",
                admin);
        assertEquals(401, call("GET", "/users/" + ann, "", token).statusCode());
    }

    @Test
    void a_changed_password_ends_the_old_one_and_the_tokens() {
        String admin = cloud.adminToken();
        String ann = user("ann", admin);
        String token = subject(cloud.login("ann", "pw", project("ann")));
        String wrong = "{'user': {'original_password': 'no', 'password': 'new'}}";
        assertEquals(
                401, call("POST", "/users/" + ann + "/password", wrong, token).statusCode());
        String right = "{'user': {'original_password': 'pw', 'password': 'new'}}";
        assertEquals(
                204, call("POST", "/users/" + ann + "/password", right, token).statusCode());
        assertEquals(401, call("GET", "/users/" + ann, "", token).statusCode());
        assertEquals(401, cloud.login("ann", "pw", project("ann")).statusCode());
        assertEquals(201, cloud.login("ann", "new", project("ann")).statusCode());
    }

    @Test
    void administration_is_for_administrators() {
        String admin = cloud.adminToken();
        String ann = user("ann", admin);
        String token = subject(cloud.login("ann", "pw", project("ann")));
        assertEquals(403, call("GET", "/users", "", token).statusCode());
        assertEquals(403, call("GET", "/projects", "", token).statusCode());
        assertEquals(403, call("GET", "/roles", "", token).statusCode());
        assertEquals(403, call("DELETE", "/users/" + ann, "", token).statusCode());
        assertEquals(
                403,
                call("POST", "/projects", "{'project': {'name': 'x'}}", token).statusCode());
        assertEquals(200, call("GET", "/users/" + ann + "/projects", "", token).statusCode());
    }

    @Test
    void a_taken_name_is_409_an_unknown_id_404_and_an_attribute_that_is_no_text_400() {
        String admin = cloud.adminToken();
        assertEquals(
                409,
                call("POST", "/users", "{'user': {'name': 'admin'}}", admin).statusCode());
        assertEquals(404, call("GET", "/users/admin", "", admin).statusCode());
        assertEquals(404, call("PATCH", "/projects/x", "{'project': {}}", admin).statusCode());
        HttpResponse<String> unknown = call("POST", "/users", "{'user': {'name': 'x', 'shoe': 7}}", admin);
        assertEquals(400, unknown.statusCode());
        assertTrue(unknown.body().contains("shoe"), unknown.body());
        assertEquals(
                400,
                call("POST", "/projects", "{'project': {'name': 'x', 'domain_id': 'other'}}", admin)
                        .statusCode());
    }

    @Test
    void what_is_said_beyond_the_known_is_kept_and_shown() {
        String admin = cloud.adminToken();
        // As openstack user create --project P --email E --description D sends it.
        JsonNode made = tree(call("POST", "/users", """
                {'user': {'name': 'ann', 'email': 'ann@example.org', 'description': 'the first', 'enabled': true,
                 'default_project_id': 'p', 'password': null, 'options': {}}}
                """, admin)).get("user");
        String ann = "/users/" + made.get("id").textValue();
        assertEquals("ann@example.org", made.get("email").textValue());
        assertEquals("p", made.get("default_project_id").textValue());
        call("PATCH", ann, "{'user': {'email': 'a@example.net', 'phone': '7', 'default_project_id': null}}", admin);
        JsonNode changed = tree(call("GET", ann, "", admin)).get("user");
        assertEquals("a@example.net", changed.get("email").textValue());
        assertEquals("7", changed.get("phone").textValue());
        assertEquals("the first", changed.get("description").textValue());
        assertFalse(changed.has("default_project_id"));
    }

    @Test
    void what_users_are_shown_with_cannot_be_set_and_no_protection_is_promised_that_is_not_there() {
        String admin = cloud.adminToken();
        for (String body : List.of(
                "{'user': {'name': 'x', 'id': 'mine'}}",
                "{'user': {'name': 'x', 'links': 'y'}}",
                "{'user': {'name': 'x', 'email': ['y']}}",
                "{'user': {'name': 'x', 'note': '" + "n".repeat(256) + "'}}",
                "{'user': {'name': 'x', 'options': {'multi_factor_auth_enabled': true}}}",
                "{'user': {'name': 'x', 'options': {'lock_password': true}}}")) {
            assertEquals(400, call("POST", "/users", body, admin).statusCode(), body);
        }
        assertEquals(
                0, tree(call("GET", "/users?name=x", "", admin)).get("users").size());
        assertEquals(201, call("POST", "/users", """
                {'user': {'name': 'x', 'options': {'ignore_password_expiry': true, 'lock_password': false}}}
                """, admin).statusCode());
    }

    @Test
    void a_login_that_names_no_project_gets_the_users_default_one_when_the_user_may_use_it() {
        String admin = cloud.adminToken();
        String ann = user("ann", admin);
        String project = tree(call("GET", "/projects?name=ann", "", admin))
                .at("/projects/0/id")
                .textValue();
        assertFalse(tree(cloud.login("ann", "pw", "")).get("token").has("project"));
        call("PATCH", "/users/" + ann, "{'user': {'default_project_id': '" + project + "'}}", admin);
        assertEquals(
                "ann",
                tree(cloud.login("ann", "pw", "")).at("/token/project/name").textValue());
        assertFalse(tree(cloud.login("ann", "pw", "'unscoped'")).get("token").has("project"));
        call("PATCH", "/projects/" + project, "{'project': {'enabled': false}}", admin);
        assertFalse(tree(cloud.login("ann", "pw", "")).get("token").has("project"));
    }

    @Test
    void projects_are_tagged_and_found_by_their_tags() {
        String admin = cloud.adminToken();
        call("POST", "/projects", "{'project': {'name': 'p1', 'tags': ['blue', 'big'], 'owner': 'ann'}}", admin);
        call("POST", "/projects", "{'project': {'name': 'p2', 'tags': ['blue'], 'enabled': false}}", admin);
        assertEquals(List.of("p1", "p2"), projects("?tags=blue", admin));
        assertEquals(List.of("p1"), projects("?tags=blue,big", admin));
        assertEquals(List.of("p1", "p2"), projects("?tags-any=blue,red", admin));
        assertEquals(List.of("admin"), projects("?not-tags-any=blue,big", admin));
        assertEquals(List.of("p2"), projects("?tags=blue&not-tags=big", admin));
        assertEquals(List.of("p2"), projects("?enabled=False", admin));
        JsonNode first = tree(call("GET", "/projects?name=p1", "", admin)).at("/projects/0");
        assertEquals("ann", first.get("owner").textValue());
        String path = "/projects/" + first.get("id").textValue();
        assertEquals(
                400,
                call("PATCH", path, "{'project': {'tags': ['a,b']}}", admin).statusCode());
        call("PATCH", path, "{'project': {'tags': []}}", admin);
        assertEquals(List.of("p2"), projects("?tags=blue", admin));
    }

    private List<String> projects(String query, String token) {
        return tree(call("GET", "/projects" + query, "", token)).get("projects").findValuesAsText("name");
    }

    @Test
    void roles_are_described_and_renamed_except_the_administrators() {
        String admin = cloud.adminToken();
        JsonNode made = tree(call("POST", "/roles", "{'role': {'name': 'r', 'description': 'd'}}", admin))
                .get("role");
        assertEquals("d", made.get("description").textValue());
        String path = "/roles/" + made.get("id").textValue();
        assertEquals(
                409, call("PATCH", path, "{'role': {'name': 'member'}}", admin).statusCode());
        JsonNode renamed =
                tree(call("PATCH", path, "{'role': {'name': 's'}}", admin)).get("role");
        assertEquals("s", renamed.get("name").textValue());
        assertEquals("d", renamed.get("description").textValue());
        String first = "/roles/"
                + tree(call("GET", "/roles?name=admin", "", admin))
                        .at("/roles/0/id")
                        .textValue();
        assertEquals(
                403, call("PATCH", first, "{'role': {'name': 'boss'}}", admin).statusCode());
        assertEquals(403, call("DELETE", first, "", admin).statusCode());
    }

    @Test
    void assignments_are_listed_with_names_when_asked_for() {
        String admin = cloud.adminToken();
        JsonNode bare = tree(call("GET", "/role_assignments", "", admin)).at("/role_assignments/0/user");
        JsonNode named = tree(call("GET", "/role_assignments?include_names=True", "", admin))
                .at("/role_assignments/0/user");
        assertFalse(bare.has("name"));
        assertEquals("admin", named.get("name").textValue());
        assertEquals("default", named.at("/domain/id").textValue());
    }

    @Test
    void every_token_is_another_one() {
        assertNotEquals(cloud.adminToken(), cloud.adminToken());
    }
}
