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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
    void a_second_service_on_the_same_state_is_refused() throws Exception {
        start("127.0.0.1:0");
        Outcome<Service> second = Start.of(settings("127.0.0.1:0"));
        assertInstanceOf(StoreFailure.InUse.class, second.failureIfAny().orElseThrow());
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

    private HttpResponse<String> get(Service service, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(service.endpoint() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> login(Service service, String password) throws IOException, InterruptedException {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {
                  "name": "admin", "domain": {"name": "Default"}, "password": "%s"}}}}}
                """.formatted(password);
        return client.send(
                HttpRequest.newBuilder(URI.create(service.endpoint() + "/identity/v3/auth/tokens"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
