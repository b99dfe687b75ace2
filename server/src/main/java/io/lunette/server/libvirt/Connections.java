package io.lunette.server.libvirt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one host: one for events, and for calls as many as are made at once. A connection never carries two
 * calls at a time. libvirt would allow it, but its client then lets one of them wait for the other now and then (seen with
 * 9.0: beside an attach that hung, one call in ten did not return), and one hung portal would hold up other servers.
 */
final class Connections implements AutoCloseable {
    private final URI uri;
    private final DomainEvents events;
    private final Deque<Line> free = new ArrayDeque<>();
    private final AtomicInteger generation = new AtomicInteger();
    private final ReentrantLock listening = new ReentrantLock();
    private final Line forEvents = new Line();
    private final Set<Attempt> attempts = ConcurrentHashMap.newKeySet();

    /** A connection that is being made; equal to itself alone. */
    private static final class Attempt {
        private final long begun;

        Attempt(long begun) {
            this.begun = begun;
        }

        long begun() {
            return begun;
        }
    }

    Connections(URI uri, DomainEvents events) {
        this.uri = uri;
        this.events = events;
    }

    /** A connection that is opened when it is first needed, and anew when it broke. */
    final class Line {
        private @Nullable HostConnection connection;

        private boolean isAlive() {
            return connection != null && connection.isAlive();
        }

        private HostConnection open() throws LibvirtError {
            close();
            Attempt attempt = new Attempt(System.nanoTime());
            attempts.add(attempt);
            try {
                HostConnection fresh = HostConnection.open(uri);
                connection = fresh;
                return fresh;
            } finally {
                attempts.remove(attempt);
            }
        }

        HostConnection connection() throws LibvirtError {
            listen();
            HostConnection current = connection;
            return current != null && current.isAlive() ? current : open();
        }

        private void close() {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    /** Sees that events arrive before a call is made that one may wait for the effect of. */
    private void listen() throws LibvirtError {
        listening.lock();
        try {
            if (!forEvents.isAlive()) {
                register(forEvents.open());
                generation.incrementAndGet();
            }
        } finally {
            listening.unlock();
        }
    }

    private void register(HostConnection connection) throws LibvirtError {
        try {
            events.registerOn(connection);
        } catch (LibvirtError deaf) {
            // A connection that tells only some events must not pass for one that tells all.
            forEvents.close();
            throw deaf;
        }
    }

    /** Whether events arrive, as far as this side knows; not while somebody is about to connect. */
    boolean isListening() {
        if (!listening.tryLock()) {
            return false;
        }
        try {
            return forEvents.isAlive();
        } finally {
            listening.unlock();
        }
    }

    /** Whether somebody has been trying to connect for longer than that. */
    boolean hang(Duration longest) {
        long now = System.nanoTime();
        return attempts.stream().anyMatch(attempt -> now - attempt.begun() > longest.toNanos());
    }

    /** How often the host was connected to: another number means that it may have become another. */
    int generation() {
        return generation.get();
    }

    /** A line of the caller's own until it is given back; the one used last, so that few stay open. */
    synchronized Line take() {
        return free.isEmpty() ? new Line() : free.pop();
    }

    synchronized void giveBack(Line line) {
        free.push(line);
    }

    @Override
    public void close() {
        synchronized (this) {
            free.forEach(Line::close);
            free.clear();
        }
        listening.lock();
        try {
            forEvents.close();
        } finally {
            listening.unlock();
        }
    }
}
