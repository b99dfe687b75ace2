package io.lunette.server.iscsi.tgt;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.server.iscsi.Deadline;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Runs the calls of a LUN source one at a time, none longer than its patience, and tells their exceptions as failures. */
final class BoundedCalls {
    private static final System.Logger LOG = System.getLogger(BoundedCalls.class.getName());

    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();

    BoundedCalls(Duration patience) {
        this.patience = patience;
    }

    interface Work<T> {
        Outcome<T> run(Deadline deadline) throws IOException;
    }

    /** Waits its turn, which counts as part of its time. */
    <T> Outcome<T> call(String whatFails, Work<T> work) {
        Deadline deadline = Deadline.in(patience);
        if (!lockBy(deadline)) {
            return Outcome.failed(new StorageFailure.Unavailable(whatFails, "tgtd keeps another call waiting"));
        }
        try {
            return work.run(deadline);
        } catch (IOException failed) {
            return Outcome.failed(failure(whatFails, failed));
        } finally {
            lock.unlock();
        }
    }

    interface Errand {
        void run(Deadline deadline) throws IOException;
    }

    /** Work that is left out when it cannot be done at once, or fails: others will say so. */
    void tryCall(Duration atMost, Errand work) {
        if (!lock.tryLock()) {
            return;
        }
        try {
            work.run(Deadline.in(atMost));
        } catch (IOException failed) {
            LOG.log(Level.DEBUG, "tgtd could not be looked at", failed);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #call}, for work on files alone, which may last and keeps nobody waiting. */
    <T> Outcome<T> longCall(String whatFails, Work<T> work) {
        try {
            return work.run(Deadline.in(patience));
        } catch (IOException failed) {
            return Outcome.failed(failure(whatFails, failed));
        }
    }

    private boolean lockBy(Deadline deadline) {
        try {
            return lock.tryLock(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Users are told no host paths; the administrator finds them in the log. */
    private static Failure failure(String whatFails, IOException failed) {
        LOG.log(Level.WARNING, whatFails, failed);
        return switch (failed) {
            case DiskFull full -> new StorageFailure.NoSpace(whatFails, full.neededBytes());
            case TgtRefused refused -> new StorageFailure.Unavailable(whatFails, String.valueOf(refused.getMessage()));
            case SocketTimeoutException late ->
                new StorageFailure.Unavailable(whatFails, "tgtd did not answer in time");
            case TgtdTrouble trouble -> new StorageFailure.Unavailable(whatFails, String.valueOf(trouble.getMessage()));
            default -> new StorageFailure.Unavailable(whatFails, "the service's log says why, at this time");
        };
    }
}
