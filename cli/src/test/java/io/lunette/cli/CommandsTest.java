package io.lunette.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands against a service that answers from a table; what the real one answers is the acceptance tests' matter. */
class CommandsTest {
    private record Prepared(int status, String body) {}

    private final Map<String, Prepared> answers = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private HttpServer service;

    @BeforeEach
    void start() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", this::serve);
        service.start();
        String base = "http://127.0.0.1:" + service.getAddress().getPort();
        Files.writeString(folder.resolve("clouds.yaml"), """
                clouds: {test: {auth: {auth_url: %s/identity/v3, username: ann, password: p}}}
                """.formatted(base));
        answer("POST /identity/v3/auth/tokens", 201, """
                {"token": {"expires_at": "2026-11-23T12:00:00Z", "project": {"name": "admin"}, "catalog": [
                  {"type": "compute", "endpoints": [{"interface": "public", "url": "%1$s/compute/v2.1"}]},
                  {"type": "block-storage", "endpoints": [{"interface": "public", "url": "%1$s/volume/v3"}]}]}}
                """.formatted(base));
        answer("GET /compute/v2.1/servers/vm1", 404, "{\"itemNotFound\": {\"code\": 404, \"message\": \"no\"}}");
        answer("GET /compute/v2.1/servers/detail", 200, """
                {"servers": [{"id": "s-1", "name": "vm1", "status": "ACTIVE",
                  "os-extended-volumes:volumes_attached": [{"id": "v-1"}]}]}
                """);
        answer("GET /compute/v2.1/servers/s-1", 200, """
                {"server": {"id": "s-1", "name": "vm1", "status": "ACTIVE"}}
                """);
        answer("GET /volume/v3/volumes/v-1", 200, """
                {"volume": {"id": "v-1", "name": "lun1", "status": "in-use", "size": 1}}
                """);
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void servers_are_listed_as_a_table() {
        assertEquals(0, lunette("server", "list"));
        assertEquals("""
                ID   NAME  STATUS  VOLUMES
                s-1  vm1   ACTIVE  v-1
                """, out.toString());
    }

    @Test
    void servers_are_listed_as_json() {
        assertEquals(0, lunette("server", "list", "--json"));
        assertTrue(out.toString().startsWith("[ {"), out.toString());
    }

    @Test
    void a_volume_is_attached_by_the_names_of_server_and_volume_and_waited_for() {
        answer("POST /compute/v2.1/servers/s-1/os-volume_attachments", 200, """
                {"volumeAttachment": {"volumeId": "v-1", "device": "/dev/sdb"}}
                """);
        assertEquals(0, lunette("attach", "vm1", "v-1"), err.toString());
        assertEquals("Attached lun1 to vm1 as /dev/sdb\n", out.toString());
        assertTrue(
                asked.contains("POST /compute/v2.1/servers/s-1/os-volume_attachments"
                        + " {\"volumeAttachment\":{\"volumeId\":\"v-1\"}}"),
                asked.toString());
    }

    @Test
    void a_refusal_is_told_in_the_words_of_the_service_with_exit_code_1() {
        answer("POST /compute/v2.1/servers/s-1/os-volume_attachments", 400, """
                {"badRequest": {"code": 400, "message": "volume v-1 cannot be attached as a LUN"}}
                """);
        assertEquals(1, lunette("attach", "vm1", "v-1"));
        assertEquals("lunette: volume v-1 cannot be attached as a LUN\n", err.toString());
    }

    @Test
    void a_volume_that_ends_in_error_fails_the_command() {
        answer("POST /compute/v2.1/servers/s-1/os-volume_attachments", 200, "{\"volumeAttachment\": {}}");
        answer("GET /volume/v3/volumes/v-1", 200, "{\"volume\": {\"id\": \"v-1\", \"status\": \"error\"}}");
        assertEquals(1, lunette("attach", "vm1", "v-1"));
        assertTrue(err.toString().contains("is error and not in-use"), err.toString());
    }

    @Test
    void a_wrong_password_is_exit_code_4() {
        answer("POST /identity/v3/auth/tokens", 401, "{\"error\": {\"code\": 401, \"message\": \"not you\"}}");
        assertEquals(4, lunette("token"));
        assertEquals("lunette: not you\n", err.toString());
    }

    @Test
    void a_service_that_is_not_there_is_exit_code_3() {
        service.stop(0);
        assertEquals(3, lunette("token"));
        assertTrue(err.toString().contains("Nothing answers at http://127.0.0.1:"), err.toString());
    }

    @Test
    void an_unknown_server_is_exit_code_1() {
        answer("GET /compute/v2.1/servers/vm9", 404, "{}");
        assertEquals(1, lunette("server", "show", "vm9"));
        assertEquals("lunette: There is no server 'vm9'. lunette server list\n", err.toString());
    }

    @Test
    void wrong_usage_is_exit_code_2() {
        assertEquals(2, lunette("attach", "vm1"));
    }

    private int lunette(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--os-cloud";
        all[words.length + 1] = "test";
        CommandLine commands = Main.commands(new CloudFinder(
                Map.of("OS_CLIENT_CONFIG_FILE", folder.resolve("clouds.yaml").toString()),
                folder,
                folder.resolve("elsewhere"),
                folder.resolve("none")));
        return commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private void answer(String request, int status, String body) {
        answers.put(request, new Prepared(status, body));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String request =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(request + " " + sent);
        Prepared answer = answers.getOrDefault(request, new Prepared(404, "{}"));
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Subject-Token", "t-1");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
