package io.lunette.server.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Unit;
import io.lunette.server.store.SqlStateStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds durable work to {@link io.lunette.port.Revival}, on each database. */
abstract class RevivalContract {
    static final Pace FAST = new Pace(Duration.ofMillis(30), Duration.ofMillis(100));
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final BlockingQueue<UUID> runs = new LinkedBlockingQueue<>();
    private final UUID work = UUID.randomUUID();
    private SqlStateStore store;
    private DurableWork durable;

    /** Another process that runs what is due in the same database, for ever. */
    abstract OtherController otherController() throws Exception;

    /** A store of this process on the database of the test. */
    abstract SqlStateStore openStore();

    /** Whether two controllers can be at one database. */
    abstract boolean shared();

    @BeforeEach
    void open() {
        store = openStore();
        durable = controller(store, "north");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        store.close();
    }

    @Test
    void work_that_is_due_is_run_once_and_its_row_goes() throws Exception {
        durable.watch(work, Duration.ZERO);
        start(durable, this::ends);

        assertEquals(work, next());
        awaitRows(0);
        assertTrue(runs.isEmpty());
    }

    @Test
    void work_that_is_not_due_waits() throws Exception {
        UUID later = UUID.randomUUID();
        durable.watch(later, AN_HOUR);
        durable.watch(work, Duration.ZERO);
        start(durable, this::ends);

        assertEquals(work, next());
        awaitRows(1);
    }

    @Test
    void a_later_call_sets_a_new_time() throws Exception {
        durable.watch(work, AN_HOUR);
        start(durable, this::ends);
        durable.watch(work, Duration.ZERO);

        assertEquals(work, next());
    }

    @Test
    void work_of_a_transaction_that_is_taken_back_was_never_there() {
        assertThrows(
                Interruption.class,
                () -> store.atomically(() -> {
                    durable.watch(work, Duration.ZERO);
                    assertEquals(1, rows());
                    throw new Interruption();
                }));

        assertEquals(0, rows());
    }

    @Test
    void work_is_not_run_before_its_transaction_has_ended() throws Exception {
        start(durable, this::ends);
        store.atomically(() -> {
            durable.watch(work, Duration.ZERO);
            pause();
            assertTrue(runs.isEmpty());
            return Unit.UNIT;
        });

        assertEquals(work, next());
    }

    @Test
    void forgotten_work_is_gone_with_its_transaction() {
        durable.watch(work, AN_HOUR);

        assertThrows(
                Interruption.class,
                () -> store.atomically(() -> {
                    durable.forget(work);
                    assertEquals(0, rows());
                    throw new Interruption();
                }));
        assertEquals(1, rows());

        durable.forget(work);
        assertEquals(0, rows());
    }

    @Test
    void forgetting_twice_is_forgetting_once() {
        durable.watch(work, AN_HOUR);
        durable.forget(work);
        durable.forget(work);

        assertEquals(0, rows());
    }

    @Test
    void work_may_be_forgotten_and_watched_while_it_runs_and_its_end_decides() throws Exception {
        durable.watch(work, Duration.ZERO);
        start(durable, id -> {
            durable.watch(id, AN_HOUR);
            durable.forget(id);
            return ends(id);
        });

        assertEquals(work, next());
        awaitRows(0);
    }

    @Test
    void work_that_is_not_done_yet_is_run_again() throws Exception {
        AtomicInteger left = new AtomicInteger(2);
        durable.watch(work, Duration.ZERO);
        start(durable, id -> {
            runs.add(id);
            return left.getAndDecrement() > 0 ? Optional.of(Duration.ZERO) : Optional.empty();
        });

        assertEquals(List.of(work, work, work), List.of(next(), next(), next()));
        awaitRows(0);
    }

    @Test
    void work_that_throws_is_tried_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        durable.watch(work, Duration.ZERO);
        start(durable, id -> {
            if (tries.getAndIncrement() == 0) {
                throw new IllegalStateException("the host is on fire");
            }
            return ends(id);
        });

        assertEquals(work, next());
        assertEquals(2, tries.get());
        awaitRows(0);
    }

    @Test
    void of_several_controllers_one_alone_runs_each_work() throws Exception {
        Set<UUID> all = new HashSet<>();
        for (int count = 0; count < 40; count++) {
            all.add(UUID.randomUUID());
        }
        store.atomically(() -> {
            all.forEach(each -> durable.watch(each, Duration.ZERO));
            return Unit.UNIT;
        });
        SqlStateStore anothers = shared() ? own(openStore()) : store;

        start(durable, this::ends);
        start(controller(anothers, "south"), this::ends);

        awaitRows(0);
        List<UUID> ran = new ArrayList<>(runs);
        assertEquals(40, ran.size());
        assertEquals(all, new HashSet<>(ran));
    }

    @Test
    void work_of_a_controller_that_was_killed_is_taken_over() throws Exception {
        durable.watch(work, Duration.ZERO);
        if (!shared()) {
            closeAll();
        }
        try (OtherController other = otherController()) {
            assertEquals("runs " + work, other.line());
            other.kill();
        }
        if (!shared()) {
            open();
        }

        durable.start(this::ends, !shared());

        assertEquals(work, next());
        awaitRows(0);
    }

    @Test
    void closing_ends_what_hangs_and_leaves_it_to_the_next_start() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        durable.watch(work, Duration.ZERO);
        start(durable, id -> {
            runs.add(id);
            hangUntil(hangs);
            return Optional.empty();
        });
        assertEquals(work, next());

        durable.close();

        DurableWork next = controller(store, "north");
        next.start(this::ends, true);
        assertEquals(work, next());
    }

    private void closeAll() throws Exception {
        close();
        opened.clear();
    }

    private Optional<Duration> ends(UUID id) {
        runs.add(id);
        return Optional.empty();
    }

    private UUID next() throws InterruptedException {
        UUID ran = runs.poll(60, TimeUnit.SECONDS);
        if (ran == null) {
            throw new AssertionError("nothing was run");
        }
        return ran;
    }

    private DurableWork controller(SqlStateStore of, String name) {
        return own(new DurableWork(of, of.connections(), name, InstantSource.system(), FAST));
    }

    private <T extends AutoCloseable> T own(T part) {
        opened.add(part);
        return part;
    }

    private static void start(DurableWork durable, Function<UUID, Optional<Duration>> handler) {
        durable.start(handler, false);
    }

    private void awaitRows(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (rows() != count && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
        assertEquals(count, rows());
    }

    private int rows() {
        try (Connection connection = store.connections().getConnection();
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery("SELECT count(*) FROM scheduled_tasks")) {
            return counted.next() ? counted.getInt(1) : 0;
        } catch (SQLException problem) {
            throw new AssertionError(problem);
        }
    }

    // Some polls' time: what must not be run is not run in it.
    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    private static void hangUntil(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted", stop);
        }
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
