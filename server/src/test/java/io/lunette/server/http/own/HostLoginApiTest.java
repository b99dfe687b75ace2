package io.lunette.server.http.own;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.server.http.NamedCallers;
import io.lunette.server.http.TestCloud;
import io.lunette.server.http.TestServer;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.host.HostLoginUseCases;
import io.lunette.usecase.server.ServerWorld;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins of a simulated host over HTTP; host1 beside it has its LUNs by the network. */
class HostLoginApiTest {
    private static final Portal PORTAL = new Portal("192.0.2.1", 3260);
    private static final Iqn OPEN = Iqn.parse("iqn.2026-11.org.example:open").get();
    private static final Iqn GUARDED =
            Iqn.parse("iqn.2026-11.org.example:guarded").get();
    private static final Wwid LUN =
            Wwid.parse("naa.600a0b80000f1d2a0000000000000001").get();

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final SimulatedHypervisor san = new SimulatedHypervisor(new HostName("san1"));
    private final TestServer service =
            new TestServer(NamedCallers::validate, new HostLoginApi(new HostLoginUseCases(world.store, world.hosts)));

    @BeforeEach
    void offer() {
        world.hosts.add(san, LunPath.BLOCK);
        LunIdentity lun = new LunIdentity("EXAMPLE", "SANLUN", "0001", "SN1", LUN, ByteCount.ofGiB(1), 512);
        san.logins().offer(PORTAL, OPEN, Optional.empty(), List.of(lun));
        san.logins()
                .offer(
                        PORTAL,
                        GUARDED,
                        Optional.of(new ChapAccount("san1", new ChapSecret("correct-horse-battery"))),
                        List.of());
    }

    @AfterEach
    void stop() {
        service.close();
        world.store.close();
    }

    private HttpResponse<String> call(String token, String method, String path, String body) {
        return service.send(method, "/v1/hosts/" + path, TestCloud.json(body), "X-Auth-Token", token);
    }

    private JsonNode done(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return TestCloud.tree(response);
    }

    private String refused(int status, HttpResponse<String> response) {
        return done(status, response).path("error").path("message").asText();
    }

    private HttpResponse<String> login(Iqn target, String more) {
        return call(
                "root",
                "POST",
                "san1/logins",
                "{'login': {'portal': '192.0.2.1', 'target': '" + target + "'" + more + "}}");
    }

    @Test
    void a_host_is_logged_in_shown_and_logged_out() {
        JsonNode made = done(201, login(OPEN, "")).path("login");
        assertEquals("192.0.2.1:3260", made.path("portal").asText());
        assertEquals(LUN.toString(), made.at("/luns/0").asText());
        JsonNode shown = done(200, call("root", "GET", "san1/logins", "")).at("/logins/0");
        assertEquals(made, shown);
        assertTrue(shown.path("made_by_lunette").asBoolean());
        assertTrue(shown.path("logged_in").asBoolean());
        assertTrue(shown.path("chap_user").isNull());
        done(204, call("root", "DELETE", "san1/logins/" + OPEN, ""));
        assertEquals(
                0,
                done(200, call("root", "GET", "san1/logins", "")).path("logins").size());
        done(404, call("root", "DELETE", "san1/logins/" + OPEN, ""));
    }

    @Test
    void a_portal_says_its_targets_and_which_of_them_the_host_is_logged_in_to() {
        done(201, login(OPEN, ""));
        JsonNode targets = done(200, call("root", "GET", "san1/targets?portal=192.0.2.1:3260", ""))
                .path("targets");
        assertEquals(GUARDED.text(), targets.at("/0/target").asText());
        assertFalse(targets.at("/0/logged_in").asBoolean());
        assertEquals(OPEN.text(), targets.at("/1/target").asText());
        assertTrue(targets.at("/1/logged_in").asBoolean());
        assertTrue(refused(503, call("root", "GET", "san1/targets?portal=192.0.2.9", ""))
                .contains("192.0.2.9:3260"));
        done(400, call("root", "GET", "san1/targets", ""));
        done(400, call("root", "GET", "san1/targets?portal=:::", ""));
    }

    @Test
    void a_password_is_taken_and_never_told() {
        assertTrue(refused(409, login(GUARDED, "")).contains("none was given"));
        String wrong = refused(409, login(GUARDED, ", 'chap': {'user': 'san1', 'password': 'wrong-wrong-wrong'}"));
        assertTrue(wrong.contains("refuses the CHAP user or the password"), wrong);
        assertFalse(wrong.contains("wrong-wrong"), wrong);
        HttpResponse<String> made = login(GUARDED, ", 'chap': {'user': 'san1', 'password': 'correct-horse-battery'}");
        assertEquals("san1", done(201, made).at("/login/chap_user").asText());
        assertFalse(made.body().contains("correct-horse"), made.body());
    }

    @Test
    void what_makes_no_sense_is_refused_with_its_field() {
        String both =
                refused(400, call("root", "POST", "san1/logins", "{'login': {'portal': 'x:y', 'target': 'disk'}}"));
        assertTrue(both.contains("portal"), both);
        assertTrue(refused(400, login(OPEN, ", 'force': true")).contains("force"));
        done(400, call("root", "DELETE", "san1/logins/disk", ""));
    }

    @Test
    void hosts_that_have_luns_by_the_network_log_in_nowhere() {
        assertTrue(refused(409, call("root", "GET", "host1/logins", "")).contains("by the network"));
        assertTrue(refused(404, call("root", "GET", "mars/logins", "")).contains("mars"));
    }

    @Test
    void others_than_administrators_are_refused() {
        done(403, call("ann", "GET", "san1/logins", ""));
        done(403, call("ann", "GET", "san1/targets?portal=192.0.2.1", ""));
        done(403, call("ann", "POST", "san1/logins", "{'login': {'portal': '192.0.2.1', 'target': '" + OPEN + "'}}"));
        done(403, call("ann", "DELETE", "san1/logins/" + OPEN, ""));
    }
}
