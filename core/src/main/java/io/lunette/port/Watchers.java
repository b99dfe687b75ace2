package io.lunette.port;

import io.lunette.model.ServerId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Those who watch a host, for implementations of {@link Hypervisor}: who tells news is never held up, and each watcher
 * hears them in a thread of its own. News that a watcher has not heard yet are told once, however often they came.
 */
public final class Watchers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());

    private final List<Hearing> hearings = new CopyOnWriteArrayList<>();
    private boolean connected;

    /** Adds a watcher, who hears what is told from now on, and at once that the host was connected to if it was. */
    public synchronized void add(Hypervisor.Watcher watcher) {
        Hearing hearing = new Hearing(watcher);
        hearings.add(hearing);
        if (connected) {
            hearing.add(Optional.empty());
        }
    }

    public void changed(ServerId server) {
        hearings.forEach(hearing -> hearing.add(Optional.of(server)));
    }

    public synchronized void connected() {
        connected = true;
        hearings.forEach(hearing -> hearing.add(Optional.empty()));
    }

    /** Tells nothing any more; a watcher that is just being told is left to end. */
    @Override
    public void close() {
        hearings.forEach(Hearing::end);
        hearings.clear();
    }

    /** What one watcher is to be told: of a server, or, where there is none, that the host is connected to. */
    private static final class Hearing {
        private final Hypervisor.Watcher watcher;
        private final LinkedHashSet<Optional<ServerId>> untold = new LinkedHashSet<>();
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition told = lock.newCondition();
        private boolean ended;

        Hearing(Hypervisor.Watcher watcher) {
            this.watcher = watcher;
            Thread.ofVirtual().name("watcher").start(this::hear);
        }

        void add(Optional<ServerId> news) {
            locked(() -> untold.add(news));
        }

        void end() {
            locked(() -> ended = true);
        }

        private void locked(Runnable change) {
            lock.lock();
            try {
                change.run();
                told.signal();
            } finally {
                lock.unlock();
            }
        }

        private void hear() {
            for (Optional<Optional<ServerId>> news = next(); news.isPresent(); news = next()) {
                tell(news.get());
            }
        }

        /** The oldest news; empty at the end of all. */
        private Optional<Optional<ServerId>> next() {
            lock.lock();
            try {
                while (untold.isEmpty() && !ended) {
                    told.awaitUninterruptibly();
                }
                return ended ? Optional.empty() : Optional.of(untold.removeFirst());
            } finally {
                lock.unlock();
            }
        }

        private void tell(Optional<ServerId> news) {
            try {
                news.ifPresentOrElse(watcher::changed, watcher::connected);
            } catch (RuntimeException bug) {
                LOG.log(System.Logger.Level.ERROR, "a watcher of a host failed", bug);
            }
        }
    }
}
