package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.BackupFailure;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Role;
import io.lunette.model.User;
import io.lunette.model.VolumeId;
import io.lunette.port.StoreCopies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of a store in use, and the way back. */
class BackupTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Path file;
    private Path backup;

    @BeforeEach
    void name() throws IOException {
        file = Files.createDirectory(folder.resolve("state")).resolve("state.db");
        backup = folder.resolve("backup.db");
    }

    @Test
    void a_copy_has_what_was_committed_and_nothing_of_work_under_way() throws Exception {
        try (SqlStateStore store = open()) {
            insert(store, "committed");
            store.atomically(() -> {
                insert(store, "under way");
                backUpElsewhere(store);
                return Unit.UNIT;
            });
            insert(store, "later");
        }

        restored();

        assertEquals(List.of("committed"), names());
    }

    @Test
    void a_copy_leaves_nothing_beside_the_store() throws Exception {
        try (SqlStateStore store = open()) {
            insert(store, "a");
            List<String> before = files();

            backUp(store);

            assertEquals(before, files());
        }
    }

    @Test
    void what_a_killed_process_left_of_a_copy_goes_at_the_next_start() throws Exception {
        open().close();
        Files.writeString(file.resolveSibling("state.db-123.copy"), "half a copy");
        Files.writeString(file.resolveSibling("state.db-123.copy-journal"), "its journal");

        open().close();

        assertEquals(List.of("secrets.key", "state.db", "state.db.lock"), files());
    }

    @Test
    void the_state_of_before_is_kept_whole_with_what_was_only_in_its_log() throws Exception {
        try (SqlStateStore store = open()) {
            insert(store, "old");
            backUp(store);
        }
        leaveOnlyInTheLog("newest");

        Path aside = restored().orElseThrow();

        assertEquals(file.resolveSibling("state.db.before-20261123-120000"), aside);
        assertEquals(List.of("old"), names());
        file = aside;
        assertEquals(List.of("newest", "old"), names());
    }

    @Test
    void a_store_is_restored_where_there_was_none() throws Exception {
        try (SqlStateStore store = open()) {
            insert(store, "moved");
            backUp(store);
        }
        file = folder.resolve("elsewhere/state.db");

        assertEquals(Optional.empty(), restored());

        assertEquals(List.of("moved"), names());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_broken_store_is_replaced_and_kept() throws Exception {
        try (SqlStateStore store = open()) {
            insert(store, "good");
            backUp(store);
        }
        Files.writeString(file, "scribbled over ".repeat(100));

        Path aside = restored().orElseThrow();

        assertEquals(List.of("good"), names());
        assertTrue(Files.readString(aside).startsWith("scribbled over"));
    }

    @Test
    void from_a_backup_of_an_earlier_version_tokens_end_and_no_generation_is_given_twice() throws Exception {
        execute(backup, MigrationTest.dump("schema-2.sqlite.sql"));

        restored();

        try (SqlStateStore store = open()) {
            assertEquals(Optional.empty(), store.identities().token("digest"));
            assertEquals(
                    List.of("ann"),
                    store.identities().users().stream().map(User::name).toList());
            assertEquals(1_000_012, store.attachments().nextGeneration(new VolumeId(MigrationTest.id(3))));
        }
    }

    @Test
    void a_store_that_runs_is_not_replaced() throws Exception {
        try (SqlStateStore store = open()) {
            insert(store, "running");
            backUp(store);

            assertEquals("store.in-use", refused());
            insert(store, "still");
        }
        assertEquals(List.of("running", "still"), names());
    }

    @Test
    void what_is_no_backup_is_refused_and_the_store_stays() throws Exception {
        try (SqlStateStore store = open()) {
            insert(store, "kept");
        }
        assertEquals("store.not-a-state", refused());
        Files.writeString(backup, "Dear diary, ".repeat(1000));
        assertEquals("store.not-a-state", refused());
        Files.delete(backup);
        execute(backup, "CREATE TABLE recipes (id integer)");
        assertEquals("store.not-a-state", refused());
        Files.delete(backup);
        Files.createFile(backup);
        assertEquals("store.not-a-state", refused());

        assertEquals(List.of("secrets.key", "state.db", "state.db.lock"), files());
        assertEquals(List.of("kept"), names());
    }

    @Test
    void a_backup_of_a_later_version_is_refused() throws Exception {
        try (SqlStateStore store = open()) {
            backUp(store);
        }
        execute(backup, """
                INSERT INTO flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                VALUES (99, '99', 'from the future', 'SQL', 'V99__future.sql', 'somebody', 0, 1)
                """);

        assertEquals("store.newer-schema", refused());
    }

    @Test
    void a_backup_that_was_cut_short_is_refused() throws Exception {
        try (SqlStateStore store = open()) {
            for (int count = 0; count < 500; count++) {
                insert(store, "role " + count + " " + "x".repeat(200));
            }
            backUp(store);
        }
        byte[] whole = Files.readAllBytes(backup);
        Files.write(backup, Arrays.copyOf(whole, whole.length / 2));

        assertEquals("backup.damaged", refused());
        assertEquals(500, names().size());
    }

    @Test
    void of_a_postgresql_database_its_own_tools_make_backups_and_the_command_is_told() {
        try (SqlStateStore store = SqlStateStore.openBeside(
                        PostgresServer.get().newDatabase(), PostgresServer.keys(), Clock.systemUTC())
                .get()) {
            Failure failure = store.copies().take().failureIfAny().orElseThrow();

            assertEquals("backup.use-pg-dump", failure.code());
            assertTrue(failure.fix().contains("pg_dump") && failure.fix().contains("postgresql://lunette@"));
            assertFalse(
                    new BackupFailure.UsePgRestore("postgresql://a@b:1/c").fix().isBlank());
        }
    }

    private SqlStateStore open() {
        return SqlStateStore.open(file, NOON).get();
    }

    private void backUp(SqlStateStore store) {
        StoreCopies.Copy copy = store.copies().take().get();
        try (InputStream data = copy.data()) {
            assertEquals(copy.lengthBytes(), Files.copy(data, backup));
        } catch (IOException problem) {
            throw new AssertionError(problem);
        }
    }

    private void backUpElsewhere(SqlStateStore store) {
        try {
            Thread.ofVirtual().start(() -> backUp(store)).join();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    private Optional<Path> restored() {
        return SqlStateStore.restore(backup, file, NOON, false).get();
    }

    private String refused() {
        Outcome<Optional<Path>> outcome = SqlStateStore.restore(backup, file, NOON, false);
        return outcome.failureIfAny().orElseThrow().code();
    }

    /** As a service does that is killed: its last commits are in the log beside the file. */
    private void leaveOnlyInTheLog(String name) throws Exception {
        Path log = Path.of(file + "-wal");
        byte[] before;
        byte[] after;
        try (SqlStateStore store = open()) {
            insert(store, name);
            before = Files.readAllBytes(file);
            after = Files.readAllBytes(log);
        }
        Files.write(file, before);
        Files.write(log, after);
    }

    private static void insert(SqlStateStore store, String name) {
        assertTrue(store.identities().insertRole(new Role(name, name, "")));
    }

    private List<String> names() {
        try (SqlStateStore store = open()) {
            return store.identities().roles().stream().map(Role::name).toList();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static void execute(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
