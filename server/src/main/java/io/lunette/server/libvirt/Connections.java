package io.lunette.server.libvirt;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Line forEvents = new Line();

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
            HostConnection fresh = HostConnection.open(uri);
            connection = fresh;
            return fresh;
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
        synchronized (forEvents) {
            if (!forEvents.isAlive()) {
                events.registerOn(forEvents.open());
                generation.incrementAndGet();
            }
        }
    }

    /** Whether events arrive, as far as this side knows. */
    boolean isListening() {
        synchronized (forEvents) {
            return forEvents.isAlive();
        }
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
        synchronized (forEvents) {
            forEvents.close();
        }
    }
}
