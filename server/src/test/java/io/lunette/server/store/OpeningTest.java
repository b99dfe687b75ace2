package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    private static final Project DEMO = new Project(new ProjectId("demo"), "demo", "", true);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("state.db");
    }

    @Test
    void what_was_written_is_there_after_opening_again() {
        try (SqlStateStore store = open()) {
            store.identities().insertProject(DEMO);
        }
        try (SqlStateStore store = open()) {
            assertEquals(List.of(DEMO), store.identities().projects());
        }
    }

    @Test
    void the_folder_of_the_file_is_made() {
        file = folder.resolve("a/b/state.db");

        open().close();

        assertTrue(Files.isRegularFile(file));
    }

    @Test
    void a_path_with_signs_that_mean_something_in_urls_is_a_path() {
        file = folder.resolve("a b?c=%41&d#e;f.db");

        open().close();

        assertTrue(Files.isRegularFile(file));
    }

    @Test
    void nobody_but_the_owner_may_read_any_of_its_files() throws IOException {
        try (SqlStateStore store = open()) {
            store.identities().insertProject(DEMO);
            store.identities().projects();

            assertEquals(
                    List.of(
                            "secrets.key rw-------",
                            "state.db rw-------",
                            "state.db-shm rw-------",
                            "state.db-wal rw-------",
                            "state.db.lock rw-------"),
                    filesWithModes());
        }
    }

    @Test
    void a_file_that_others_could_read_is_closed_to_them() throws IOException {
        open().close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        open().close();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void a_store_that_is_open_cannot_be_opened_again() {
        try (SqlStateStore store = open()) {
            refusedWith("store.in-use");
            store.identities().insertProject(DEMO);
        }
        open().close();
    }

    @Test
    void a_link_to_the_file_is_the_file() throws IOException {
        try (SqlStateStore store = open()) {
            Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);

            assertEquals(
                    Optional.of("store.in-use"),
                    SqlStateStore.open(link, Clock.systemUTC()).failureIfAny().map(Failure::code));
            assertTrue(store.identities().projects().isEmpty());
        }
    }

    @Test
    void another_process_cannot_open_it_even_after_it_was_refused_here() throws Exception {
        try (SqlStateStore store = open()) {
            refusedWith("store.in-use");
            try (OtherProcess other = OtherProcess.on(file)) {
                assertEquals("store.in-use", other.answer());
            }
            assertTrue(store.identities().projects().isEmpty());
        }
    }

    @Test
    void a_process_that_was_killed_leaves_what_it_wrote_and_no_lock() throws Exception {
        try (OtherProcess other = OtherProcess.on(file)) {
            assertEquals("open", other.answer());
            refusedWith("store.in-use");
        }
        try (SqlStateStore store = open()) {
            assertEquals(List.of(OtherProcess.WRITTEN), store.identities().projects());
        }
    }

    @Test
    void a_schema_from_the_future_is_refused_and_stays_as_it_was() throws Exception {
        open().close();
        execute("""
                INSERT INTO flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                VALUES (999, '99', 'from the future', 'SQL', 'V99__future.sql', 'somebody', 0, 1)
                """);
        byte[] before = Files.readAllBytes(file);

        Failure failure = refusedWith("store.newer-schema");

        assertTrue(failure.why().contains("99") && failure.why().contains("up to " + Migrations.NEWEST), failure.why());
        assertEquals(-1, java.util.Arrays.mismatch(before, Files.readAllBytes(file)));
    }

    @Test
    void the_database_of_another_program_is_refused() throws Exception {
        execute("CREATE TABLE recipes (id integer)");

        refusedWith("store.not-a-state");

        execute("INSERT INTO recipes VALUES (1)");
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_stays_as_it_was() throws IOException {
        String text = "Dear diary, ".repeat(1000);
        Files.writeString(file, text);

        refusedWith("store.not-a-state");

        assertEquals(text, Files.readString(file));
    }

    @Test
    void a_folder_is_refused() throws IOException {
        Files.createDirectory(file);

        refusedWith("store.not-a-state");
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused() throws IOException {
        Path inTheWay = Files.createFile(folder.resolve("file"));
        file = inTheWay.resolve("state.db");

        refusedWith("store.cannot-open");
    }

    @Test
    void a_refused_file_can_be_opened_once_it_is_right() throws IOException {
        Files.writeString(file, "not a database ".repeat(1000));
        refusedWith("store.not-a-state");
        Files.delete(file);

        open().close();

        assertFalse(Files.notExists(file));
    }

    private SqlStateStore open() {
        return SqlStateStore.open(file, Clock.systemUTC()).get();
    }

    private Failure refusedWith(String code) {
        Outcome<SqlStateStore> outcome = SqlStateStore.open(file, Clock.systemUTC());
        outcome.ifDone(SqlStateStore::close);
        Failure failure = outcome.failureIfAny().orElseThrow(() -> new AssertionError("it was opened"));
        assertEquals(code, failure.code());
        for (String clause : List.of(failure.what(), failure.why(), failure.fix())) {
            assertFalse(clause.isBlank() || clause.endsWith(".") || clause.contains("null"), clause);
        }
        return failure;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> filesWithModes() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(each -> each.getFileName() + " " + mode(each))
                    .toList();
        }
    }

    private static String mode(Path each) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
        } catch (IOException problem) {
            throw new java.io.UncheckedIOException(problem);
        }
    }
}
