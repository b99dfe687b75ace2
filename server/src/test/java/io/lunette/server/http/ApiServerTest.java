package io.lunette.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.port.StoreUnavailable;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(
                Service.COMPUTE,
                Route.get("/things/detail", request -> text("detail")),
                Route.get("/things/{thing_id}", request -> text(request.path("thing_id"))),
                Route.get("/new", request -> text("new")).since(2, 50),
                Route.get("/new", request -> text("old")).until(2, 49),
                Route.get("/who", request -> text(request.caller().userName())),
                Route.get("/anybody", request -> text("hello")).access(Access.OPEN),
                Route.get("/url", request -> text(request.url("/x"))),
                Route.get("/refused", request -> Outcome.failed(new VolumeFailure.NotFound("v1"))),
                Route.get("/bug", request -> {
                    throw new IllegalArgumentException("secret detail");
                }),
                Route.get("/down", request -> {
                    throw new StoreUnavailable("gone", new IllegalStateException());
                }),
                Route.get(
                        "/many",
                        request -> Page.of(request, List.of("a", "b", "c"), item -> item)
                                .map(page -> Response.ok(out -> {
                                    out.texts("items", page.items());
                                    page.writeNext(out, "items_links");
                                }))),
                Route.post(
                        "/echo",
                        request -> request.json().then(body -> {
                            JsonFields echo = body.object("echo");
                            Field<String> name = echo.text("name", 1, 255);
                            echo.refuseUnknown();
                            return body.outcome(() -> Response.ok(out -> out.put("name", name.get())));
                        })));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Outcome<Response> text(String text) {
        return Outcome.done(Response.ok(out -> out.put("text", text)));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void a_route_answers_with_the_headers_that_every_response_has() {
        HttpResponse<String> response = server.get("/compute/v2.1/things/7", "OpenStack-API-Version", "compute 2.89");
        assertEquals(200, response.statusCode());
        assertEquals("{\"text\":\"7\"}", response.body());
        assertTrue(header(response, "x-openstack-request-id").matches("req-[0-9a-f-]{36}"));
        assertEquals("compute 2.89", header(response, "OpenStack-API-Version"));
        assertEquals("2.89", header(response, "X-OpenStack-Nova-API-Version"));
        assertEquals("OpenStack-API-Version, X-OpenStack-Nova-API-Version", header(response, "Vary"));
        assertEquals("application/json", header(response, "Content-Type"));
    }

    @Test
    void a_literal_segment_wins_over_a_parameter_and_an_encoded_slash_stays_in_its_segment() {
        assertEquals(
                "{\"text\":\"detail\"}",
                server.get("/compute/v2.1/things/detail").body());
        assertEquals(
                "{\"text\":\"a/b c\"}",
                server.get("/compute/v2.1/things/a%2Fb%20c").body());
        assertEquals("{\"text\":\"7\"}", server.get("/compute/v2.1/things/7/").body());
    }

    @Test
    void one_path_may_have_another_route_in_another_microversion() {
        assertEquals("{\"text\":\"old\"}", server.get("/compute/v2.1/new").body());
        assertEquals(
                "{\"text\":\"new\"}",
                server.get("/compute/v2.1/new", "X-OpenStack-Nova-API-Version", "2.50")
                        .body());
        assertEquals(
                "{\"text\":\"new\"}",
                server.get("/compute/v2.1/new", "OpenStack-API-Version", "volume 3.1, compute latest")
                        .body());
    }

    @Test
    void a_version_out_of_range_is_406_and_names_the_range() {
        HttpResponse<String> response = server.get("/compute/v2.1/who", "OpenStack-API-Version", "compute 2.999");
        assertEquals(406, response.statusCode());
        assertTrue(response.body().contains("\"min_version\":\"2.1\",\"max_version\":\"2.92\""));
        assertTrue(response.body().startsWith("{\"computeFault\":{\"code\":406,\"message\":\"Version 2.999 is not"));
    }

    @Test
    void a_malformed_version_is_400() {
        for (String text : List.of("compute 2", "compute 2.01", "compute two", "compute 2.1.1")) {
            assertEquals(
                    400,
                    server.get("/compute/v2.1/who", "OpenStack-API-Version", text)
                            .statusCode(),
                    text);
        }
    }

    @Test
    void an_unknown_path_is_404_in_json_with_and_without_a_token() {
        for (String path : List.of("/compute/v2.1/nothing", "/compute/v9", "/nothing", "/compute/v2.1/things/7/8")) {
            HttpResponse<String> response = server.get(path, "X-Auth-Token", "wrong");
            assertEquals(404, response.statusCode(), path);
            assertTrue(response.body().contains("\"code\":404"), response.body());
        }
    }

    @Test
    void a_wrong_method_is_405_and_names_the_right_ones() {
        HttpResponse<String> response = server.send("DELETE", "/compute/v2.1/things/7", "");
        assertEquals(405, response.statusCode());
        assertEquals("GET", header(response, "Allow"));
        assertTrue(response.body().startsWith("{\"badMethod\""));
        assertEquals(405, server.send("BREW", "/compute/v2.1/things/7", "").statusCode());
    }

    @Test
    void a_missing_or_wrong_token_is_401_and_says_where_to_get_one() {
        HttpResponse<String> wrong = server.get("/compute/v2.1/who", "X-Auth-Token", "wrong");
        HttpResponse<String> missing = server.send(HttpRequest.newBuilder(URI.create(server.url("/compute/v2.1/who")))
                .build());
        for (HttpResponse<String> response : List.of(wrong, missing)) {
            assertEquals(401, response.statusCode());
            assertEquals("Keystone uri=\"" + server.url("/identity/v3") + "\"", header(response, "WWW-Authenticate"));
            assertEquals("identity.token-invalid", header(response, "X-Lunette-Failure"));
        }
    }

    @Test
    void an_unscoped_token_is_not_enough_and_an_open_route_needs_none() {
        assertEquals(
                403, server.get("/compute/v2.1/who", "X-Auth-Token", "unscoped").statusCode());
        assertEquals(
                200,
                server.get("/compute/v2.1/anybody", "X-Auth-Token", "wrong").statusCode());
    }

    @Test
    void the_old_form_with_a_project_in_the_path_is_served_for_the_tokens_own_project_alone() {
        assertEquals(
                "{\"text\":\"ann\"}",
                server.get("/compute/v2.1/" + TestServer.PROJECT + "/who").body());
        assertEquals(400, server.get("/compute/v2.1/" + "9".repeat(32) + "/who").statusCode());
    }

    @Test
    void a_failure_is_told_in_the_services_words_with_its_code() {
        HttpResponse<String> response = server.get("/compute/v2.1/refused");
        assertEquals(404, response.statusCode());
        assertTrue(response.body().startsWith("{\"itemNotFound\":{\"code\":404,\"message\":\""), response.body());
        assertEquals("volume.not-found", header(response, "X-Lunette-Failure"));
    }

    @Test
    void a_bug_is_500_without_its_details_and_a_lost_database_503() {
        HttpResponse<String> bug = server.get("/compute/v2.1/bug");
        assertEquals(500, bug.statusCode());
        assertFalse(bug.body().contains("secret") || bug.body().contains("Exception"), bug.body());
        assertTrue(bug.body().contains(header(bug, "x-openstack-request-id")));
        assertEquals(503, server.get("/compute/v2.1/down").statusCode());
    }

    @Test
    void links_name_the_host_that_the_caller_used() {
        assertEquals(
                "{\"text\":\"" + server.url("/x") + "\"",
                server.get("/compute/v2.1/url").body().replace("}", ""));
    }

    @Test
    void a_list_comes_in_parts() {
        String first = server.get("/compute/v2.1/many?limit=2&name=x%20y").body();
        assertEquals(
                "{\"items\":[\"a\",\"b\"],\"items_links\":[{\"rel\":\"next\",\"href\":\""
                        + server.url("/compute/v2.1/many?limit=2&name=x+y&marker=b") + "\"}]}",
                first);
        assertEquals(
                "{\"items\":[\"c\"]}",
                server.get("/compute/v2.1/many?limit=2&marker=b").body());
        for (String query : List.of("limit=-1", "limit=x", "marker=z")) {
            assertEquals(400, server.get("/compute/v2.1/many?" + query).statusCode(), query);
        }
    }

    @Test
    void head_answers_like_get_without_a_body() {
        HttpResponse<String> response = server.send("HEAD", "/compute/v2.1/who", "");
        assertEquals(200, response.statusCode());
        assertEquals("", response.body());
        assertEquals("14", header(response, "Content-Length"));
    }

    @Test
    void a_url_with_a_character_that_no_database_keeps_is_400() {
        for (String url : List.of("/things/a%00b", "/many?name=%00", "/many?%00=a")) {
            HttpResponse<String> response = server.send("GET", "/compute/v2.1" + url, "");
            assertEquals(400, response.statusCode(), url);
            assertTrue(response.body().contains("U+0000"), response.body());
        }
    }

    @Test
    void a_malformed_body_is_400_naming_what_is_wrong() {
        List<String> bodies = List.of(
                "{",
                "[]",
                "7",
                "",
                "{\"echo\":{\"name\":\"a\"}} trailing",
                "{\"echo\":1,\"echo\":2}",
                "[".repeat(100_000),
                "{\"echo\":{\"name\":" + "9".repeat(5000) + "}}",
                "{\"echo\":{}}",
                "{\"echo\":[]}",
                "{\"echo\":{\"name\":7}}",
                "{\"echo\":{\"name\":\"" + "x".repeat(256) + "\"}}",
                "{\"echo\":{\"name\":\"x\",\"more\":1}}",
                "{\"echo\":{\"name\":\"x\\u0000\"}}",
                "{\"echo\":{\"name\":\"x\"},\"\\u0000\":[]}");
        for (String body : bodies) {
            HttpResponse<String> response = server.send("POST", "/compute/v2.1/echo", body);
            assertEquals(400, response.statusCode(), body.length() > 100 ? "a long body" : body);
            assertTrue(response.body().startsWith("{\"badRequest\":{\"code\":400"), response.body());
        }
        assertEquals(
                200,
                server.send(
                                "POST",
                                "/compute/v2.1/echo",
                                "{\"echo\":{\"name\":\"'/><disk x='\"}}",
                                "Content-Type",
                                "text/x")
                        .statusCode());
    }

    @Test
    void a_body_of_100_MB_is_refused_by_its_length_before_it_is_sent() throws Exception {
        String answer = raw("POST /compute/v2.1/echo HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: member\r\n"
                + "Content-Length: 100000000\r\n\r\n{");
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
        assertTrue(answer.contains("\"overLimit\""), answer);
    }

    @Test
    void an_endless_chunked_body_is_refused_while_it_comes() throws Exception {
        String chunk = "10000\r\n" + " ".repeat(0x10000) + "\r\n";
        String answer = raw("POST /compute/v2.1/echo HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: member\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20));
        assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
    }

    @Test
    void a_client_that_sends_all_100_MB_before_it_reads_gets_the_answer() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url("/compute/v2.1/echo")))
                .header("X-Auth-Token", "member")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[100_000_000]))
                .build();
        assertEquals(413, server.send(request).statusCode());
    }

    /** Sends text that is no whole request, and reads until the end of the response's JSON body. */
    private static String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (!answer.toString().endsWith("}}")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                answer.append((char) next);
            }
            return answer.toString();
        }
    }
}
