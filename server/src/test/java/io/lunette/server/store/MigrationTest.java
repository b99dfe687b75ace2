package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Attachment;
import io.lunette.model.Flavor;
import io.lunette.model.Image;
import io.lunette.model.Keypair;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States of each released schema, as they were dumped then, are opened by this version: nothing of them is lost. */
class MigrationTest {
    private static final String HOSTILE_BEGIN = "'); DROP TABLE servers; -- \" \\ ` \n \t";
    private static final UserId ANN = new UserId("c".repeat(32));
    private static final ProjectId DEMO = new ProjectId("a".repeat(32));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_file_of_an_earlier_schema_is_brought_forward_with_all_its_rows(int schema) throws Exception {
        Path file = folder.resolve("state.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(dump("schema-" + schema + ".sqlite.sql"));
        }

        try (SqlStateStore store = SqlStateStore.open(file, Clock.systemUTC()).get()) {
            assertWhole(store);
        }
        SqlStateStore.open(file, Clock.systemUTC()).get().close();
    }

    @Test
    void a_database_of_an_earlier_schema_is_brought_forward_with_all_its_rows() throws Exception {
        PostgresServer server = PostgresServer.get();
        PostgresAddress address = server.newDatabase();
        server.execute(address.database(), dump("schema-2.postgres.sql"));

        try (SqlStateStore store = SqlStateStore.openBeside(address, PostgresServer.keys(), Clock.systemUTC())
                .get()) {
            assertWhole(store);
        }
        SqlStateStore.openBeside(address, PostgresServer.keys(), Clock.systemUTC())
                .get()
                .close();
    }

    @Test
    void a_file_whose_history_is_not_that_of_the_released_migrations_is_refused() throws Exception {
        Path file = folder.resolve("state.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(dump("schema-1.sqlite.sql"));
            statement.executeUpdate("UPDATE flyway_schema_history SET checksum = 7");
        }

        assertEquals(
                Optional.of("store.cannot-open"),
                SqlStateStore.open(file, Clock.systemUTC()).failureIfAny().map(failure -> failure.code()));
    }

    private static void assertWhole(SqlStateStore store) throws SQLException {
        List<Server> servers = store.servers().list(Optional.empty());
        assertEquals(2, servers.size());
        Server hostile = store.servers().find(new ServerId(id(1))).orElseThrow();
        assertTrue(hostile.name().startsWith(HOSTILE_BEGIN), hostile.name());
        assertEquals(
                Instant.parse("2026-11-23T12:00:00.123456789Z"),
                server(servers, "server-7").created());
        assertEquals(2, store.volumes().list(Optional.empty()).size());
        Volume lun = store.volumes().find(new VolumeId(id(3))).orElseThrow();
        assertTrue(lun.lun().isPresent());
        assertEquals(List.of(11L, 9L), generations(store));
        assertEquals(12, store.attachments().nextGeneration(lun.id()));
        assertEquals(
                List.of("m1.tiny"),
                store.flavors().list().stream().map(Flavor::name).toList());
        assertEquals(
                List.of("key"),
                store.keypairs().list(ANN).stream().map(Keypair::name).toList());
        assertEquals(1, store.images().list().stream().map(Image::id).count());
        assertIdentities(store);
        assertEquals(1, store.operations().ofServer(hostile.id()).size());
        store.atomically(() -> store.servers().update(hostile.withLocked(true, Optional.empty())));
    }

    private static void assertIdentities(SqlStateStore store) {
        assertEquals(
                List.of("ann"),
                store.identities().users().stream().map(User::name).toList());
        assertEquals(
                List.of("demo"),
                store.identities().projects().stream().map(Project::name).toList());
        assertEquals(
                List.of("member"),
                store.identities().roles().stream().map(Role::name).toList());
        assertEquals(1, store.identities().assignmentsOf(ANN).size());
        assertEquals(
                Optional.of(DEMO),
                store.identities().token("digest").orElseThrow().project());
    }

    private static List<Long> generations(SqlStateStore store) {
        return store.attachments().all().stream()
                .sorted((one, other) -> one.id().toString().compareTo(other.id().toString()))
                .map(Attachment::generation)
                .toList();
    }

    private static Server server(List<Server> servers, String name) {
        return servers.stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static UUID id(int number) {
        return UUID.fromString("%d0000000-0000-4000-8000-00000000000%d".formatted(number, number));
    }

    static String dump(String name) throws IOException {
        try (InputStream dump = Objects.requireNonNull(MigrationTest.class.getResourceAsStream(name), name)) {
            return new String(dump.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
