package io.lunette.server.libvirt;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Makes a host's native calls on platform threads of its own, a bounded number at once: they block in C, where a virtual
 * thread would pin its carrier. A call that does not return in time is given up by the caller and keeps its thread until
 * it returns: uncertain where the host was asked, unreachable where it was not even connected to. While a connection has
 * been tried for longer than a call may take, and when all threads are taken, further calls are refused at once.
 */
final class Calls implements AutoCloseable {
    private static final int AT_ONCE = 16;
    private static final String NO_ANSWER = "its libvirt does not answer who connects to it";

    private final LibvirtHost host;
    private final Connections connections;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads;

    /** Work on an open connection, in a thread that may block. */
    interface Work<T> {
        Outcome<T> on(HostConnection connection) throws LibvirtError;
    }

    Calls(LibvirtHost host, DomainEvents events) {
        this.host = host;
        this.connections = new Connections(host.uri(), events);
        this.threads = Executors.newCachedThreadPool(Thread.ofPlatform()
                .name("libvirt-" + host.name() + "-", 0)
                .daemon()
                .factory());
    }

    /** How often the host was connected to. */
    int generation() {
        return connections.generation();
    }

    /** Whether the host is connected to and tells events, as far as this side knows. */
    boolean isListening() {
        return connections.isListening();
    }

    /** Sees that events arrive, if need be by a new connection. */
    Outcome<Unit> listen() {
        return isListening() ? Outcome.done() : read("be connected to", connection -> Outcome.done());
    }

    /** Work that only reads: repeated once when the connection breaks under it. */
    <T> Outcome<T> read(String action, Work<T> work) {
        return read(action, () -> false, work);
    }

    /** Reading that takes as long as it makes progress: {@code moved} says whether it did since it was asked last. */
    <T> Outcome<T> read(String action, BooleanSupplier moved, Work<T> work) {
        return run(action, moved, turn -> {
            try {
                return once(action, turn, work);
            } catch (LibvirtError broken) {
                return onceOrUnreachable(action, turn, work, broken);
            }
        });
    }

    /** Work that changes something: when the connection breaks under it, its outcome is not known. */
    <T> Outcome<T> change(String action, Work<T> work) {
        return change(action, () -> false, work);
    }

    /** Work that takes as long as it makes progress: {@code moved} says whether it did since it was asked last. */
    <T> Outcome<T> change(String action, BooleanSupplier moved, Work<T> work) {
        return run(action, moved, turn -> {
            try {
                return once(action, turn, work);
            } catch (LibvirtError broken) {
                return Outcome.failed(uncertain(action));
            }
        });
    }

    /** Work on this host within work on another, in that one's thread, which may block. */
    <T> Outcome<T> beside(String action, Work<T> work) {
        Connections.Line line = connections.take();
        try {
            return work.on(line.connection());
        } catch (LibvirtError broken) {
            return Outcome.failed(unreachable(RefusalText.of(broken.message())));
        } finally {
            connections.giveBack(line);
        }
    }

    private <T> Outcome<T> onceOrUnreachable(String action, Turn turn, Work<T> work, LibvirtError before) {
        try {
            return once(action, turn, work);
        } catch (LibvirtError again) {
            return Outcome.failed(unreachable(RefusalText.of(before.message())));
        }
    }

    /** An error that is thrown on means that the connection broke; a refusal is an outcome. */
    private <T> Outcome<T> once(String action, Turn turn, Work<T> work) throws LibvirtError {
        Connections.Line line = connections.take();
        try {
            HostConnection connection;
            try {
                connection = line.connection();
            } catch (LibvirtError closed) {
                return Outcome.failed(unreachable(RefusalText.of(closed.message())));
            }
            return turn.begin() ? on(connection, action, work) : Outcome.failed(unreachable(NO_ANSWER));
        } finally {
            connections.giveBack(line);
        }
    }

    private <T> Outcome<T> on(HostConnection connection, String action, Work<T> work) throws LibvirtError {
        try {
            return work.on(connection);
        } catch (LibvirtError error) {
            if (connection.isAlive()) {
                return Outcome.failed(refused(action, error.message()));
            }
            throw error;
        }
    }

    /** A call's way to its work: nothing was asked of the host before it has begun, and nothing is once it was given up. */
    private static final class Turn {
        private enum State {
            WAITING,
            BEGUN,
            GIVEN_UP
        }

        private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

        /** {@code false} when nobody waits for the work any more. Work that is repeated begins again. */
        boolean begin() {
            return state.compareAndSet(State.WAITING, State.BEGUN) || state.get() == State.BEGUN;
        }

        /** {@code false} when it has begun. */
        boolean giveUp() {
            return state.compareAndSet(State.WAITING, State.GIVEN_UP);
        }
    }

    private interface Attempt<T> {
        Outcome<T> make(Turn turn);
    }

    private <T> Outcome<T> run(String action, BooleanSupplier moved, Attempt<T> attempt) {
        if (connections.hang(host.patience())) {
            return Outcome.failed(unreachable(NO_ANSWER));
        }
        Turn turn = new Turn();
        try {
            if (!places.tryAcquire(host.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return Outcome.failed(unreachable(AT_ONCE + " calls to it wait for an answer already"));
            }
            return await(action, moved, turn, start(turn, attempt));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Outcome.failed(uncertain(action));
        }
    }

    private <T> CompletableFuture<Outcome<T>> start(Turn turn, Attempt<T> attempt) {
        CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(attempt.make(turn));
            } catch (Throwable bug) {
                result.completeExceptionally(bug);
            } finally {
                places.release();
            }
        });
        return result;
    }

    private <T> Outcome<T> await(String action, BooleanSupplier moved, Turn turn, CompletableFuture<Outcome<T>> result)
            throws InterruptedException {
        Duration patience = host.patience();
        while (true) {
            try {
                return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                if (turn.giveUp()) {
                    return Outcome.failed(unreachable(NO_ANSWER));
                }
                if (!moved.getAsBoolean()) {
                    return Outcome.failed(uncertain(action));
                }
            } catch (ExecutionException failed) {
                throw new IllegalStateException("could not " + action, failed.getCause());
            }
        }
    }

    HostFailure refused(String action, String libvirtText) {
        return new HostFailure.Refused(host.name().toString(), action, RefusalText.of(libvirtText));
    }

    private HostFailure unreachable(String problem) {
        return new HostFailure.Unreachable(host.name().toString(), problem);
    }

    private HostFailure uncertain(String action) {
        return new HostFailure.Uncertain(host.name().toString(), action);
    }

    /** Calls that still hang are left to end by themselves: their threads do not keep the process alive. */
    @Override
    public void close() {
        threads.execute(connections::close);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(host.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
