package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Unit;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

abstract class AtomicallyContract extends StoreContract {
    private final Server first = Samples.server(1, Samples.NOON);
    private final Server second = Samples.server(2, Samples.NOON.plusSeconds(1));

    @Test
    void all_of_the_work_is_kept_and_its_result_returned() {
        String result = store.atomically(() -> {
            store.servers().insert(first);
            store.images().insert(Samples.fullImage());
            return "done";
        });

        assertEquals("done", result);
        assertEquals(List.of(first), store.servers().list(Optional.empty()));
        assertEquals(List.of(Samples.fullImage()), store.images().list());
    }

    @Test
    void nothing_of_work_that_throws_is_kept() {
        store.servers().insert(first);
        Volume volume = Samples.volume(3, Samples.NOON);
        store.volumes().insert(volume);

        assertThrows(
                Interruption.class,
                () -> store.atomically(() -> {
                    store.servers().update(first.withLocked(true, Optional.empty()));
                    store.servers().insert(second);
                    store.attachments().insert(Samples.attachment(4, first, volume, 9, "/dev/sdb"));
                    store.flavors().insert(Samples.flavor("1", "m1.tiny", 512));
                    store.leases().acquire(first.id().value(), "somebody", Duration.ofMinutes(1));
                    throw new Interruption();
                }));

        assertEquals(List.of(first), store.servers().list(Optional.empty()));
        assertEquals(List.of(), store.attachments().all());
        assertEquals(1, store.attachments().nextGeneration(volume.id()));
        assertEquals(List.of(), store.flavors().list());
        assertEquals(
                1,
                store.leases()
                        .acquire(first.id().value(), "another", Duration.ofMinutes(1))
                        .orElseThrow()
                        .fence());
    }

    @Test
    void an_error_takes_the_work_back_as_an_exception_does() {
        assertThrows(
                StackOverflowError.class,
                () -> store.atomically(() -> {
                    store.servers().insert(first);
                    throw new StackOverflowError();
                }));

        assertEquals(List.of(), store.servers().list(Optional.empty()));
    }

    @Test
    void the_store_goes_on_after_work_that_threw() {
        assertThrows(
                Interruption.class,
                () -> store.atomically(() -> {
                    throw new Interruption();
                }));

        store.servers().insert(first);

        assertEquals(Optional.of(first), store.servers().find(first.id()));
    }

    @Test
    void work_reads_what_it_has_written() {
        store.atomically(() -> {
            store.servers().insert(first);
            assertEquals(Optional.of(first), store.servers().find(first.id()));
            assertTrue(store.servers().update(first.withLocked(true, Optional.empty())));
            assertTrue(store.servers().find(first.id()).orElseThrow().locked());
            return Unit.UNIT;
        });
    }

    @Test
    void work_around_work_that_was_taken_back_can_be_taken_back_itself() {
        store.atomically(() -> {
            store.servers().insert(first);
            assertThrows(
                    Interruption.class,
                    () -> store.atomically(() -> {
                        store.servers().insert(second);
                        assertThrows(
                                Interruption.class,
                                () -> store.atomically(() -> {
                                    throw new Interruption();
                                }));
                        throw new Interruption();
                    }));
            return Unit.UNIT;
        });

        assertEquals(List.of(first), store.servers().list(Optional.empty()));
    }

    @Test
    void work_within_work_is_taken_back_with_the_outer_one() {
        assertThrows(
                Interruption.class,
                () -> store.atomically(() -> {
                    store.atomically(() -> {
                        store.servers().insert(first);
                        return Unit.UNIT;
                    });
                    throw new Interruption();
                }));

        assertEquals(List.of(), store.servers().list(Optional.empty()));
    }

    @Test
    void an_inner_work_that_throws_takes_back_its_own_part_alone() {
        store.atomically(() -> {
            store.servers().insert(first);
            assertThrows(
                    Interruption.class,
                    () -> store.atomically(() -> {
                        store.servers().insert(second);
                        throw new Interruption();
                    }));
            assertEquals(Optional.empty(), store.servers().find(second.id()));
            return Unit.UNIT;
        });

        assertEquals(List.of(first), store.servers().list(Optional.empty()));
    }

    @Test
    void work_goes_on_after_a_row_was_refused() {
        store.atomically(() -> {
            store.servers().insert(first);
            assertThrows(IllegalStateException.class, () -> store.servers().insert(first));
            store.servers().insert(second);
            return Unit.UNIT;
        });

        assertEquals(List.of(first, second), store.servers().list(Optional.empty()));
    }

    @Test
    void work_nests_three_deep() {
        store.atomically(() -> store.atomically(() -> {
            store.servers().insert(first);
            return store.atomically(() -> {
                store.servers().insert(second);
                return Unit.UNIT;
            });
        }));

        assertEquals(List.of(first, second), store.servers().list(Optional.empty()));
    }

    @Test
    void no_other_thread_sees_unfinished_work() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicReference<Future<Optional<Server>>> seen = new AtomicReference<>();
            assertThrows(
                    Interruption.class,
                    () -> store.atomically(() -> {
                        store.servers().insert(first);
                        seen.set(threads.submit(() -> store.servers().find(first.id())));
                        waitALittle(seen.get());
                        throw new Interruption();
                    }));
            assertEquals(Optional.empty(), seen.get().get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void work_of_many_threads_comes_one_after_the_other() throws Exception {
        store.servers().insert(first);

        Together.run(8, () -> {
            for (int round = 0; round < 10; round++) {
                assertTrue(store.atomically(() -> {
                    Server now = store.servers().find(first.id()).orElseThrow();
                    return store.servers().update(now.withLocked(!now.locked(), Optional.empty()));
                }));
            }
            return Unit.UNIT;
        });

        assertEquals(80, store.servers().find(first.id()).orElseThrow().revision());
    }

    @Test
    void a_closed_store_is_unavailable() {
        store.close();

        assertThrows(StoreUnavailable.class, () -> store.servers().insert(first));
        assertThrows(StoreUnavailable.class, () -> store.servers().find(first.id()));
        assertThrows(StoreUnavailable.class, () -> store.atomically(() -> Unit.UNIT));
    }

    @Test
    void closing_twice_is_closing_once() {
        store.close();

        assertDoesNotThrow(store::close);
    }

    // A store may let the reader wait for the writer's end, or answer at once with what was before: both are right.
    private static void waitALittle(Future<?> future) {
        try {
            future.get(100, TimeUnit.MILLISECONDS);
        } catch (Exception stillWaiting) {
            assertFalse(future.isDone());
        }
    }

    private static final class Interruption extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
