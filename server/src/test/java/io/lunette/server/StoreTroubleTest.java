package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Role;
import io.lunette.server.config.Entry;
import io.lunette.server.config.Settings;
import io.lunette.server.config.SettingsLoader;
import io.lunette.server.config.Surroundings;
import io.lunette.server.store.SqlStateStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients see while the store cannot be written: 503 with the reason, and nothing done by halves. */
class StoreTroubleTest {
    private static final String ADMIN =
            ", \"scope\": {\"project\": {\"name\": \"admin\", \"domain\": {\"id\": \"default\"}}}";
    private static final String NO_SCOPE = "";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Service service;
    private String token;

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
    }

    @Test
    void while_another_program_has_the_file_locked_work_is_refused_and_looking_goes_on() throws Exception {
        start(folder.resolve("state"));
        try (Connection other = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("state").resolve("simulated.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertUnavailable("others have it locked", makeVolume());
            assertEquals(0, volumes());

            statement.execute("ROLLBACK");
        }
        assertEquals(202, makeVolume().statusCode());
        assertEquals(1, volumes());
    }

    @Test
    @Tag("real")
    void while_the_disk_is_full_work_is_refused_and_goes_on_when_there_is_room() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        try {
            start(disk.resolve("state"));
            Path ballast = fill(disk);

            HttpResponse<String> refused = refusedOnFullDisk();
            int before = volumes();
            assertUnavailable("its disk is full", refused);
            assertUnavailable("its disk is full", makeVolume());
            assertEquals(before, volumes());

            Files.delete(ballast);
            assertEquals(202, makeVolume().statusCode());
            assertEquals(before + 1, volumes());
        } finally {
            stop();
            service = null;
            run("umount", disk.toString());
        }
    }

    @Test
    void a_backup_is_streamed_to_an_administrator_while_the_service_runs() throws Exception {
        start(folder.resolve("state"));
        makeVolume();
        Path backup = folder.resolve("backup.db");

        HttpResponse<Path> answer =
                client.send(request("/v1/backup").build(), HttpResponse.BodyHandlers.ofFile(backup));

        assertEquals(200, answer.statusCode());
        assertEquals(Optional.of("application/vnd.sqlite3"), answer.headers().firstValue("Content-Type"));
        try (SqlStateStore store = SqlStateStore.open(backup, Clock.systemUTC()).get()) {
            assertEquals(1, store.volumes().list(Optional.empty()).size());
            assertTrue(
                    store.identities().roles().stream().map(Role::name).toList().contains("admin"));
        }
    }

    @Test
    void a_backup_is_refused_to_who_is_no_administrator() throws Exception {
        start(folder.resolve("state"));
        token = login(NO_SCOPE);

        HttpResponse<String> answer = client.send(request("/v1/backup").build(), HttpResponse.BodyHandlers.ofString());

        assertEquals(403, answer.statusCode(), answer.body());
        assertTrue(!answer.body().contains("SQLite format"), answer.body());
    }

    /** The log beside the file has room of its own that is reused: what still fits in there may go on for a while. */
    private HttpResponse<String> refusedOnFullDisk() throws IOException, InterruptedException {
        HttpResponse<String> answer = makeVolume();
        for (int tries = 0; answer.statusCode() == 202 && tries < 200; tries++) {
            answer = makeVolume();
        }
        return answer;
    }

    private static void assertUnavailable(String reason, HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(reason), answer.body());
        assertTrue(answer.headers().firstValue("X-Lunette-Failure").isPresent());
    }

    private static Path fill(Path disk) throws IOException {
        Path ballast = disk.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException full) {
            return ballast;
        }
    }

    private HttpResponse<String> makeVolume() throws IOException, InterruptedException {
        return client.send(
                request("/volume/v3/volumes")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"volume\": {\"size\": 1, \"name\": \"lun\"}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private int volumes() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request("/volume/v3/volumes").build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body().split("\"id\"", -1).length - 1;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.endpoint() + path)).header("X-Auth-Token", token);
    }

    private void start(Path state) throws Exception {
        List<Entry> options = List.of(
                Entry.ofOption("--simulate", "simulate", "true"),
                Entry.ofOption("--listen", "listen", "127.0.0.1:0"),
                Entry.ofOption("--state", "state", state.toString()));
        Settings settings = assertInstanceOf(
                        SettingsLoader.Good.class,
                        SettingsLoader.load(Optional.empty(), options, Surroundings.ofThisProcess()))
                .settings();
        service = Start.of(settings).get();
        token = login(ADMIN);
    }

    private String login(String scope) throws IOException, InterruptedException {
        String password = Files.readString(service.settings().state().resolve("admin-password"))
                .strip();
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user": {
                  "name": "admin", "domain": {"name": "Default"}, "password": "%s"}}}%s}}
                """.formatted(password, scope);
        return client.send(
                        HttpRequest.newBuilder(URI.create(service.endpoint() + "/identity/v3/auth/tokens"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .headers()
                .firstValue("X-Subject-Token")
                .orElseThrow();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), said);
        }
    }
}
