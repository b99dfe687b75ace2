package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.server.config.Entry;
import io.lunette.server.config.Settings;
import io.lunette.server.config.SettingsLoader;
import io.lunette.server.config.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
    private final Opened opened = new Opened();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        opened.close();
    }

    @Test
    void a_simulated_service_says_so_wherever_one_looks_first() throws Exception {
        Service service = start("127.0.0.1:0");
        HttpResponse<String> versions = get(service, "/compute/v2.1");
        assertTrue(service.readyLine().contains("SIMULATED"), service.readyLine());
        assertEquals(Optional.of("SIMULATED"), versions.headers().firstValue("x-lunette-mode"));
        assertTrue(versions.body().contains("\"mode\":\"SIMULATED\""), versions.body());
    }

    @Test
    void the_password_in_the_administrators_file_opens_the_api() throws Exception {
        Service service = start("127.0.0.1:0");
        String password = Files.readString(state().resolve("admin-password")).strip();
        assertEquals(201, login(service, password).statusCode());
        assertEquals(401, login(service, password + "x").statusCode());
        assertTrue(Files.readString(state().resolve("clouds.yaml")).contains(service.endpoint() + "/identity/v3"));
    }

    @Test
    void nothing_is_answered_without_a_token() throws Exception {
        Service service = start("127.0.0.1:0");
        assertEquals(401, get(service, "/v1/status").statusCode());
        assertEquals(401, get(service, "/volume/v3/volumes").statusCode());
    }

    @Test
    void a_second_service_on_the_same_state_is_refused_and_the_first_goes_on() throws Exception {
        Service first = start("127.0.0.1:0");
        String token = token(first);
        String image = image(first, token);
        Path unfinished = Files.writeString(state().resolve("simulated-images/x.part"), "an upload under way");
        Outcome<Service> second = Start.of(settings("127.0.0.1:0"));
        assertInstanceOf(StoreFailure.InUse.class, second.failureIfAny().orElseThrow());
        assertTrue(Files.exists(unfinished));
        assertEquals("queued", status(first, token, image));
    }

    @Test
    void a_simulated_service_does_not_touch_the_state_of_a_real_one() throws Exception {
        Path real = Files.createDirectories(state()).resolve("lunette.db");
        Files.writeString(real, "real");
        Outcome<Service> refused = Start.of(settings("127.0.0.1:0"));
        assertInstanceOf(
                StoreFailure.OfARealService.class, refused.failureIfAny().orElseThrow());
        assertEquals("real", Files.readString(real));
        assertEquals(List.of(real), files(state()));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void a_simulated_service_begins_with_nothing_each_time() throws Exception {
        Files.createDirectories(state());
        Service first = start("127.0.0.1:0");
        String token = token(first);
        image(first, token);
        first.close();
        Service second = start("127.0.0.1:0");
        assertEquals(401, get(second, "/image/v2/images", "X-Auth-Token", token).statusCode());
        assertTrue(get(second, "/image/v2/images", "X-Auth-Token", token(second))
                .body()
                .contains("\"images\":[]"));
    }

    @Test
    void a_port_that_is_taken_is_told_with_what_to_do() throws Exception {
        Service first = start("127.0.0.1:0");
        Settings other = settings("127.0.0.1:" + first.endpoint().getPort(), folder.resolve("other"));
        StartFailed failed = assertThrows(StartFailed.class, () -> Start.of(other));
        assertTrue(failed.getMessage().contains("--listen"), failed.getMessage());
        assertFalse(Files.exists(folder.resolve("other")), "what a failed start made is removed again");
    }

    @Test
    void a_directory_that_a_simulated_service_made_goes_with_it() throws Exception {
        start("127.0.0.1:0");
        assertTrue(Files.exists(state()));
        opened.close();
        assertFalse(Files.exists(state()));
    }

    @Test
    @Timeout(60)
    void requests_under_way_are_answered_before_the_service_ends() throws Exception {
        Service service = start("127.0.0.1:0");
        String token = token(service);
        String image = image(service, token);
        try (Socket upload =
                new Socket(InetAddress.getLoopbackAddress(), service.endpoint().getPort())) {
            OutputStream out = upload.getOutputStream();
            out.write(("PUT /image/v2/images/" + image + "/file HTTP/1.1\r\nHost: localhost\r\nX-Auth-Token: " + token
                            + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 1024\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[512]);
            out.flush();
            awaitStatus(service, token, image, "saving");
            Thread ending = Thread.ofPlatform().start(service::close);
            awaitRefusal(service);
            out.write(new byte[512]);
            out.flush();
            String answer = new String(upload.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 204", answer);
            ending.join();
        }
    }

    private String image(Service service, String token) throws IOException, InterruptedException {
        HttpResponse<String> made = client.send(
                HttpRequest.newBuilder(URI.create(service.endpoint() + "/image/v2/images"))
                        .header("X-Auth-Token", token)
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"name\": \"i\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return made.body().replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
    }

    private void awaitStatus(Service service, String token, String image, String status) throws Exception {
        while (!status(service, token, image).equals(status)) {
            Thread.sleep(10);
        }
    }

    private String status(Service service, String token, String image) throws IOException, InterruptedException {
        return get(service, "/image/v2/images/" + image, "X-Auth-Token", token)
                .body()
                .replaceAll("(?s).*\"status\":\"([^\"]+)\".*", "$1");
    }

    /** Waits until nothing new is taken any more: then the service is ending. */
    private static void awaitRefusal(Service service) throws InterruptedException {
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), service.endpoint().getPort()).close();
                Thread.sleep(10);
            } catch (IOException refused) {
                return;
            }
        }
    }

    private String token(Service service) throws IOException, InterruptedException {
        String password = Files.readString(state().resolve("admin-password")).strip();
        return login(
                        service,
                        password,
                        ", \"scope\": {\"project\": {\"name\": \"admin\", \"domain\": {\"id\": \"default\"}}}")
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    private Service start(String listen) throws StartFailed {
        return opened.add(Start.of(settings(listen)).get());
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Settings settings(String listen) {
        return settings(listen, state());
    }

    private static Settings settings(String listen, Path state) {
        List<Entry> options = List.of(
                Entry.ofOption("--simulate", "simulate", "true"),
                Entry.ofOption("--listen", "listen", listen),
                Entry.ofOption("--state", "state", state.toString()));
        return assertInstanceOf(
                        SettingsLoader.Good.class,
                        SettingsLoader.load(Optional.empty(), options, Surroundings.ofThisProcess()))
                .settings();
    }

    private HttpResponse<String> get(Service service, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.endpoint() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> login(Service service, String password) throws IOException, InterruptedException {
        return login(service, password, "");
    }

    private HttpResponse<String> login(Service service, String password, String scope)
            throws IOException, InterruptedException {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {
                  "name": "admin", "domain": {"name": "Default"}, "password": "%s"}}}%s}}
                """.formatted(password, scope);
        return client.send(
                HttpRequest.newBuilder(URI.create(service.endpoint() + "/identity/v3/auth/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
