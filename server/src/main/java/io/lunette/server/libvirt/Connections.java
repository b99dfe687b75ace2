package io.lunette.server.libvirt;

import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one host. libvirtd works on five calls of one connection at a time and then stops reading, also the
 * answers to its keep-alive (libvirtd.conf, max_client_requests): so one connection carries at most four, and a further
 * one is opened when they are taken. A few hung calls thus hold up no others.
 */
final class Connections implements AutoCloseable {
    private static final int CALLS_EACH = 4;

    private final URI uri;
    private final DomainEvents events;
    private final List<Line> lines = new ArrayList<>();
    private final AtomicInteger opened = new AtomicInteger();

    Connections(URI uri, DomainEvents events, int callsAtOnce) {
        this.uri = uri;
        this.events = events;
        for (int i = 0; i < Math.ceilDiv(callsAtOnce, CALLS_EACH); i++) {
            lines.add(new Line());
        }
    }

    /** A place for one call on a connection that is opened when it is first needed, and anew when it broke. */
    final class Line {
        private int calls;
        private @Nullable HostConnection connection;

        /** Opens or opens again where needed; the caller closes what it gets, which closes only its share. */
        synchronized HostConnection connection() throws LibvirtError {
            HostConnection current = connection;
            if (current != null && current.isAlive()) {
                return current.share();
            }
            if (current != null) {
                connection = null;
                current.close();
            }
            HostConnection fresh = HostConnection.open(uri, events);
            opened.incrementAndGet();
            connection = fresh;
            return fresh.share();
        }

        synchronized void close() {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    /** How many connections were opened so far: another number means that the host may have become another. */
    int opened() {
        return opened.get();
    }

    /** The first line that has a place; the caller never has more calls under way than there are places. */
    synchronized Line take() {
        Line line = lines.stream()
                .filter(candidate -> candidate.calls < CALLS_EACH)
                .findFirst()
                .orElseGet(() -> lines.stream()
                        .min(Comparator.comparingInt(candidate -> candidate.calls))
                        .orElseThrow());
        line.calls++;
        return line;
    }

    synchronized void giveBack(Line line) {
        line.calls--;
    }

    @Override
    public void close() {
        lines.forEach(Line::close);
    }
}
