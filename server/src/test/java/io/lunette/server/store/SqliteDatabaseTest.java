package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Unit;
import io.lunette.port.StoreUnavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only SQLite can be asked: durability, full disks, and others at the same file. */
class SqliteDatabaseTest {
    private static final String LARGE = "x".repeat(1 << 20);

    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = folder.resolve("state.db");
        database = new SqliteFile(file, Duration.ofMillis(100)).open().get();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_commit_waits_for_the_disk() {
        assertEquals("wal", database.write(session -> pragma(session, "journal_mode", "")));
        assertEquals("2", database.write(session -> pragma(session, "synchronous", "")), "2 is FULL");
        assertEquals("1", database.write(session -> pragma(session, "foreign_keys", "")));
    }

    @Test
    void a_reader_cannot_write() {
        assertThrows(
                StoreUnavailable.class,
                () -> database.read(session -> session.sql("DELETE FROM roles").update()));
    }

    @Test
    void readers_do_not_wait_for_a_writer() throws Exception {
        insert("before");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> seen = database.atomically(() -> {
                insert("within");
                Future<List<String>> other = threads.submit(this::names);
                return assertReturns(other);
            });
            assertEquals(List.of("before"), seen);
        }
        assertEquals(List.of("before", "within"), names());
    }

    @Test
    void more_readers_than_connections_all_get_their_turn() throws Exception {
        insert("row");
        List<Callable<List<String>>> many = Collections.nCopies(100, this::names);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> each : threads.invokeAll(many)) {
                assertEquals(List.of("row"), each.get(10, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void a_file_that_another_program_locks_for_too_long_is_unavailable_for_writing_alone() throws SQLException {
        insert("before");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            assertThrows(StoreUnavailable.class, () -> insert("meanwhile"));
            assertEquals(List.of("before"), names());

            statement.execute("ROLLBACK");
        }
        insert("after");
        assertEquals(List.of("after", "before"), names());
    }

    @Test
    void a_thread_that_waits_too_long_for_another_of_ours_is_told() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Unit> slow = threads.submit(() -> database.atomically(() -> {
                begun.countDown();
                await(end);
                return Unit.UNIT;
            }));
            begun.await();

            StoreUnavailable told = assertThrows(StoreUnavailable.class, () -> insert("meanwhile"));
            assertTrue(
                    List.of(told.getCause().getStackTrace()).toString().contains("SqliteDatabaseTest"),
                    "the log shows what the other does");

            end.countDown();
            assertEquals(Unit.UNIT, slow.get(10, TimeUnit.SECONDS));
        }
        assertEquals(List.of(), names());
    }

    @Test
    void many_threads_that_write_all_at_once_all_get_their_turn_and_leave_no_transaction_open() throws Exception {
        int threads = 32;
        int rounds = 10;
        database.close();
        database = new SqliteFile(file, Duration.ofMinutes(1)).open().get();
        List<Callable<Unit>> many = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int own = thread;
            many.add(() -> {
                for (int round = 0; round < rounds; round++) {
                    attachAndDetach(own + "-" + round);
                }
                return Unit.UNIT;
            });
        }
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Unit> each : pool.invokeAll(many, 1, TimeUnit.MINUTES)) {
                assertEquals(Unit.UNIT, each.get());
            }
        }
        assertEquals(List.of(), names());
        insert("after");
        assertEquals(List.of("after"), names());
    }

    /** The transactions of an attach and its detach: a lease, several rows at once, some taken back, and the end. */
    private void attachAndDetach(String name) {
        database.writeLoosely(session -> session.sql("INSERT INTO roles (id, name) VALUES (:name, :name)")
                .set("name", "lease of " + name)
                .update());
        database.atomically(() -> {
            insert(name);
            assertThrows(IllegalStateException.class, () -> insert(name));
            assertEquals(1, names().stream().filter(name::equals).count());
            return Unit.UNIT;
        });
        assertThrows(
                IllegalArgumentException.class,
                () -> database.atomically(() -> {
                    insert("refused " + name);
                    throw new IllegalArgumentException();
                }));
        database.atomically(() -> {
            remove("lease of " + name);
            remove(name);
            return Unit.UNIT;
        });
    }

    private void remove(String name) {
        database.write(session -> session.sql("DELETE FROM roles WHERE name = :name")
                .set("name", name)
                .update());
    }

    @Test
    void an_interrupted_thread_is_told_and_stays_interrupted() {
        Thread.currentThread().interrupt();

        assertThrows(StoreUnavailable.class, () -> insert("x"));

        assertEquals(true, Thread.interrupted());
        assertEquals(List.of(), names());
    }

    @Test
    void a_full_disk_is_unavailable_and_nothing_is_written() {
        insert("before");
        fill();

        assertThrows(StoreUnavailable.class, () -> insert(LARGE));

        assertEquals(List.of("before"), names());
    }

    @Test
    void work_that_goes_on_after_a_full_disk_is_not_kept_by_halves() {
        fill();

        assertThrows(
                StoreUnavailable.class,
                () -> database.atomically(() -> {
                    insert("first");
                    assertThrows(StoreUnavailable.class, () -> insert(LARGE));
                    assertThrows(StoreUnavailable.class, () -> insert("second"));
                    return Unit.UNIT;
                }));

        assertEquals(List.of(), names());
    }

    @Test
    void writing_goes_on_when_there_is_room_again() {
        fill();
        assertThrows(StoreUnavailable.class, () -> insert(LARGE));
        database.write(session -> pragma(session, "max_page_count", " = 1000000"));

        insert("after");

        assertEquals(List.of("after"), names());
    }

    private void insert(String name) {
        database.write(session -> session.sql("INSERT INTO roles (id, name) VALUES (:name, :name)")
                .set("name", name)
                .update());
    }

    private List<String> names() {
        return database.read(
                session -> session.sql("SELECT name FROM roles ORDER BY name").list(row -> row.text("name")));
    }

    // SQLite then says of the 1 MiB row what it says when the disk has no room for it.
    private void fill() {
        long pages = Long.parseLong(database.write(session -> pragma(session, "page_count", "")));
        database.write(session -> pragma(session, "max_page_count", " = " + (pages + 20)));
    }

    private static String pragma(Session session, String name, String assignment) {
        return session.sql("PRAGMA " + name + assignment)
                .first(row -> row.text(name))
                .orElseThrow();
    }

    private static <T> T assertReturns(Future<T> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (Exception problem) {
            throw new AssertionError("the reader did not return", problem);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }
}
