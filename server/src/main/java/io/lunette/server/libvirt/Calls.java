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
import java.util.function.BooleanSupplier;

/**
 * Makes a host's native calls on platform threads of its own, a bounded number at once: they block in C, where a virtual
 * thread would pin its carrier. A call that does not return in time is given up by the caller and keeps its thread until
 * it returns; when all are taken so, further calls are refused at once.
 */
final class Calls implements AutoCloseable {
    private static final int AT_ONCE = 16;

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

    /** Sees that events arrive, if need be by a new connection. */
    Outcome<Unit> listen() {
        return connections.isListening() ? Outcome.done() : read("be connected to", connection -> Outcome.done());
    }

    /** Work that only reads: repeated once when the connection breaks under it. */
    <T> Outcome<T> read(String action, Work<T> work) {
        return read(action, () -> false, work);
    }

    /** Reading that takes as long as it makes progress: {@code moved} says whether it did since it was asked last. */
    <T> Outcome<T> read(String action, BooleanSupplier moved, Work<T> work) {
        return run(action, moved, () -> {
            try {
                return once(action, work);
            } catch (LibvirtError broken) {
                return onceOrUnreachable(action, work, broken);
            }
        });
    }

    /** Work that changes something: when the connection breaks under it, its outcome is not known. */
    <T> Outcome<T> change(String action, Work<T> work) {
        return change(action, () -> false, work);
    }

    /** Work that takes as long as it makes progress: {@code moved} says whether it did since it was asked last. */
    <T> Outcome<T> change(String action, BooleanSupplier moved, Work<T> work) {
        return run(action, moved, () -> {
            try {
                return once(action, work);
            } catch (LibvirtError broken) {
                return Outcome.failed(uncertain(action));
            }
        });
    }

    private <T> Outcome<T> onceOrUnreachable(String action, Work<T> work, LibvirtError before) {
        try {
            return once(action, work);
        } catch (LibvirtError again) {
            return Outcome.failed(
                    new HostFailure.Unreachable(host.name().toString(), RefusalText.of(before.message())));
        }
    }

    /** An error that is thrown on means that the connection broke; a refusal is an outcome. */
    private <T> Outcome<T> once(String action, Work<T> work) throws LibvirtError {
        Connections.Line line = connections.take();
        try {
            HostConnection connection;
            try {
                connection = line.connection();
            } catch (LibvirtError closed) {
                return Outcome.failed(
                        new HostFailure.Unreachable(host.name().toString(), RefusalText.of(closed.message())));
            }
            return on(connection, action, work);
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

    private interface Attempt<T> {
        Outcome<T> make();
    }

    private <T> Outcome<T> run(String action, BooleanSupplier moved, Attempt<T> attempt) {
        try {
            if (!places.tryAcquire(host.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return Outcome.failed(new HostFailure.Unreachable(
                        host.name().toString(), AT_ONCE + " calls to it wait for an answer already"));
            }
            return await(action, moved, start(attempt));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Outcome.failed(uncertain(action));
        }
    }

    private <T> CompletableFuture<Outcome<T>> start(Attempt<T> attempt) {
        CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(attempt.make());
            } catch (Throwable bug) {
                result.completeExceptionally(bug);
            } finally {
                places.release();
            }
        });
        return result;
    }

    private <T> Outcome<T> await(String action, BooleanSupplier moved, CompletableFuture<Outcome<T>> result)
            throws InterruptedException {
        Duration patience = host.patience();
        while (true) {
            try {
                return result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
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
