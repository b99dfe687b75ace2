package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Role;
import io.lunette.port.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only PostgreSQL can be asked: several controllers, a server that goes, and settings of somebody else's. */
class PostgresDatabaseTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final PostgresServer server = PostgresServer.get();
    private final List<SqlStateStore> opened = new ArrayList<>();
    private PostgresAddress address;

    @BeforeEach
    void makeDatabase() {
        address = server.newDatabase();
    }

    @AfterEach
    void close() {
        opened.forEach(SqlStateStore::close);
    }

    @Test
    void what_one_controller_has_written_every_other_reads() {
        SqlStateStore north = open(LONG);
        SqlStateStore south = open(LONG);

        insert(north, "operator");

        assertEquals(List.of("operator"), names(south));
    }

    @Test
    void controllers_that_start_at_once_on_an_empty_database_make_its_schema_once() throws Exception {
        List<Outcome<SqlStateStore>> stores =
                atOnce(4, () -> SqlStateStore.openBeside(address, PostgresServer.keys(), Clock.systemUTC(), LONG));

        stores.forEach(store -> opened.add(store.get()));
        insert(opened.getFirst(), "operator");
        assertEquals(List.of("operator"), names(opened.getLast()));
    }

    @Test
    void what_two_controllers_read_and_then_write_comes_one_after_the_other() throws Exception {
        countWithTwoControllers();
    }

    private void countWithTwoControllers() throws Exception {
        List<SqlStateStore> controllers = List.of(open(LONG), open(LONG));
        insert(controllers.getFirst(), "0");

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Unit>> counting = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                SqlStateStore controller = controllers.get(thread % 2);
                counting.add(() -> {
                    for (int round = 0; round < 10; round++) {
                        countUp(controller);
                    }
                    return Unit.UNIT;
                });
            }
            for (Future<Unit> each : threads.invokeAll(counting)) {
                each.get(60, TimeUnit.SECONDS);
            }
        }

        assertEquals(List.of("80"), names(controllers.getFirst()));
    }

    /** As a rule over several rows is kept: what was read decides what is written. */
    private static void countUp(SqlStateStore store) {
        store.atomically(() -> {
            int now = Integer.parseInt(names(store).getFirst());
            return store.identities().updateRole(new Role("id", Integer.toString(now + 1), ""));
        });
    }

    @Test
    void a_controller_that_waits_too_long_for_another_is_told_and_has_written_nothing() {
        SqlStateStore north = open(LONG);
        SqlStateStore south = open(SHORT);

        north.atomically(() -> {
            insert(north, "north's");
            assertThrows(StoreUnavailable.class, () -> runElsewhere(() -> insert(south, "south's")));
            return Unit.UNIT;
        });

        assertEquals(List.of("north's"), names(south));
    }

    @Test
    void readers_do_not_wait_for_another_controllers_work() {
        SqlStateStore north = open(LONG);
        SqlStateStore south = open(SHORT);

        north.atomically(() -> {
            insert(north, "unfinished");
            assertEquals(List.of(), names(south));
            return Unit.UNIT;
        });
    }

    @Test
    void a_controller_that_hangs_in_its_work_loses_it_and_the_others_go_on() {
        SqlStateStore hanging = open(SHORT);
        SqlStateStore other = open(LONG);

        assertThrows(
                StoreUnavailable.class,
                () -> hanging.atomically(() -> {
                    insert(hanging, "hanging");
                    runElsewhere(() -> insert(other, "other"));
                    insert(hanging, "too late");
                    return Unit.UNIT;
                }));

        assertEquals(List.of("other"), names(other));
        insert(hanging, "again");
        assertEquals(List.of("again", "other"), names(hanging));
    }

    @Test
    void work_whose_connection_was_cut_is_not_kept_by_halves_and_the_store_goes_on() {
        SqlStateStore store = open(LONG);

        assertThrows(
                StoreUnavailable.class,
                () -> store.atomically(() -> {
                    insert(store, "first");
                    cutAll();
                    assertThrows(StoreUnavailable.class, () -> insert(store, "second"));
                    assertThrows(StoreUnavailable.class, () -> insert(store, "third"));
                    return Unit.UNIT;
                }));

        assertEquals(List.of(), names(store));
        insert(store, "after");
        assertEquals(List.of("after"), names(store));
    }

    @Test
    void work_that_was_committed_succeeds_though_the_answer_was_lost() throws IOException {
        try (CuttingProxy proxy = new CuttingProxy(address.port())) {
            SqlStateStore store = open(through(proxy), LONG);

            proxy.cutNext(CuttingProxy.Cut.BEFORE_THE_CLIENT_HAS_THE_ANSWER);
            insert(store, "committed");

            assertEquals(List.of("committed"), names(store));
        }
    }

    @Test
    void work_whose_commit_never_arrived_fails_and_is_not_kept() throws IOException {
        // What the first start of all writes: the proxy knows a commit by its text, which a connection sends once.
        open(LONG).close();
        try (CuttingProxy proxy = new CuttingProxy(address.port())) {
            SqlStateStore store = open(through(proxy), LONG);

            proxy.cutNext(CuttingProxy.Cut.BEFORE_THE_SERVER_HAS_IT);
            assertThrows(StoreUnavailable.class, () -> insert(store, "lost"));

            assertEquals(List.of(), names(store));
            insert(store, "after");
            assertEquals(List.of("after"), names(store));
        }
    }

    @Test
    void idle_connections_that_were_cut_cost_no_request() {
        SqlStateStore store = open(LONG);
        insert(store, "before");
        names(store);

        cutAll();

        assertEquals(List.of("before"), names(store));
        insert(store, "then");
        assertEquals(List.of("before", "then"), names(store));
    }

    @Test
    void a_reader_cannot_write() throws SQLException {
        try (Database database = new PostgresDatabase(address, LONG).open().get()) {
            assertThrows(
                    StoreUnavailable.class,
                    () -> database.read(
                            session -> session.sql("DELETE FROM roles").update()));
        }
    }

    @Test
    void a_commit_waits_for_the_disk_and_a_loose_one_does_not_whatever_the_server_was_set_to() throws SQLException {
        server.execute("template1", "ALTER DATABASE " + address.database() + " SET synchronous_commit = off");
        try (Database database = new PostgresDatabase(address, LONG).open().get()) {
            assertEquals("on", database.write(PostgresDatabaseTest::synchronousCommit));
            assertEquals("off", database.writeLoosely(PostgresDatabaseTest::synchronousCommit));
            assertEquals("on", database.write(PostgresDatabaseTest::synchronousCommit));
        }
    }

    private static String synchronousCommit(Session session) {
        return session.sql("SHOW synchronous_commit")
                .first(row -> row.text("synchronous_commit"))
                .orElseThrow();
    }

    @Test
    void a_database_set_to_a_stricter_isolation_is_used_as_any_other() throws Exception {
        server.execute(
                "template1",
                "ALTER DATABASE " + address.database() + " SET default_transaction_isolation = 'serializable'");

        countWithTwoControllers();
    }

    @Test
    void a_state_directory_is_one_controllers_alone(@TempDir Path state) {
        try (SqlStateStore first =
                SqlStateStore.open(address, state, Clock.systemUTC()).get()) {
            assertEquals(
                    Optional.of("store.in-use"),
                    SqlStateStore.open(address, state, Clock.systemUTC())
                            .failureIfAny()
                            .map(Failure::code));
            assertEquals(List.of(), names(first));
        }
        SqlStateStore.open(address, state, Clock.systemUTC()).get().close();
    }

    @Test
    void names_are_ordered_by_code_point_whatever_the_databases_language() {
        SqlStateStore store = open(LONG);

        List.of("a", "B", "b", "A", "é", "Z").forEach(name -> insert(store, name));

        assertEquals(List.of("A", "B", "Z", "a", "b", "é"), names(store));
    }

    @Test
    void a_password_is_sent_where_the_server_asks_for_one() {
        PostgresAddress right = server.address("guarded", address.database(), Optional.of("open sesame"));

        SqlStateStore.openBeside(right, PostgresServer.keys(), Clock.systemUTC())
                .get()
                .close();
    }

    @Test
    void a_wrong_password_is_refused_and_not_shown() {
        Failure failure = refused(server.address("guarded", address.database(), Optional.of("open barley")));

        assertEquals("store.database-unusable", failure.code());
        assertTrue(failure.why().contains("password authentication failed"), failure.why());
        assertFalse(failure.toString().contains("barley"), failure.toString());
        assertFalse(failure.sentence().contains("barley"), failure.sentence());
    }

    @Test
    void a_server_that_is_not_there_is_told() {
        Failure failure =
                refused(new PostgresAddress("lunette", "127.0.0.1", 1, "lunette", "disable", Optional.empty()));

        assertEquals("store.database-unusable", failure.code());
        assertTrue(failure.what().contains("postgresql://lunette@127.0.0.1:1/lunette"), failure.what());
    }

    @Test
    void a_database_that_is_not_there_is_told() {
        assertEquals(
                "store.database-unusable",
                refused(server.address("lunette", "nowhere", Optional.empty())).code());
    }

    @Test
    void a_database_that_cannot_hold_every_text_is_refused() {
        PostgresAddress latin = server.newDatabase(
                "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'");

        assertEquals("store.wrong-encoding", refused(latin).code());
    }

    @Test
    void the_database_of_another_program_is_refused() throws SQLException {
        server.execute(address.database(), "CREATE TABLE recipes (id integer)");

        assertEquals("store.not-a-state", refused(address).code());
    }

    @Test
    void a_schema_from_the_future_is_refused() throws SQLException {
        open(LONG);
        server.execute(address.database(), """
                INSERT INTO flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                VALUES (99, '99', 'from the future', 'SQL', 'V99__future.sql', 'somebody', 0, true)
                """);

        Failure failure = refused(address);

        assertEquals("store.newer-schema", failure.code());
        assertTrue(failure.why().contains("99") && failure.why().contains("up to " + Migrations.NEWEST), failure.why());
    }

    @Test
    void what_others_write_on_lent_connections_is_a_part_of_the_work() throws SQLException {
        SqlStateStore store = open(LONG);

        assertThrows(
                IllegalArgumentException.class,
                () -> store.atomically(() -> {
                    writeOnLent(store, "within");
                    assertEquals(List.of("within"), names(store));
                    throw new IllegalArgumentException();
                }));
        assertEquals(List.of(), names(store));

        writeOnLent(store, "beside");
        assertEquals(List.of("beside"), names(store));
    }

    static void writeOnLent(SqlStateStore store, String name) {
        try (Connection connection = store.connections().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO roles (id, name) VALUES ('" + name + "', '" + name + "')");
        } catch (SQLException problem) {
            throw new AssertionError(problem);
        }
    }

    private SqlStateStore open(Duration patience) {
        return open(address, patience);
    }

    private SqlStateStore open(PostgresAddress at, Duration patience) {
        SqlStateStore store = SqlStateStore.openBeside(at, PostgresServer.keys(), Clock.systemUTC(), patience)
                .get();
        opened.add(store);
        return store;
    }

    private PostgresAddress through(CuttingProxy proxy) {
        return new PostgresAddress(
                address.user(), address.host(), proxy.port(), address.database(), "disable", Optional.empty());
    }

    private static Failure refused(PostgresAddress address) {
        Outcome<SqlStateStore> outcome = SqlStateStore.openBeside(address, PostgresServer.keys(), Clock.systemUTC());
        outcome.ifDone(SqlStateStore::close);
        return outcome.failureIfAny().orElseThrow(() -> new AssertionError("it was opened"));
    }

    private static void insert(SqlStateStore store, String name) {
        assertTrue(store.identities().insertRole(new Role(name.equals("0") ? "id" : name, name, "")));
    }

    private static List<String> names(SqlStateStore store) {
        return store.identities().roles().stream().map(Role::name).toList();
    }

    private void cutAll() {
        try {
            server.execute("template1", """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%s'
                    """.formatted(address.database()));
        } catch (SQLException problem) {
            throw new AssertionError(problem);
        }
    }

    /** On another thread; what it throws is thrown here. */
    private static void runElsewhere(Runnable work) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(work).get(60, TimeUnit.SECONDS);
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(thrown);
        } catch (InterruptedException | TimeoutException problem) {
            throw new AssertionError(problem);
        }
    }

    private static <T> List<T> atOnce(int count, Callable<T> work) throws Exception {
        CountDownLatch ready = new CountDownLatch(count);
        Callable<T> together = () -> {
            ready.countDown();
            ready.await();
            return work.call();
        };
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<T> each : threads.invokeAll(Collections.nCopies(count, together))) {
                results.add(each.get(60, TimeUnit.SECONDS));
            }
        }
        return results;
    }
}
