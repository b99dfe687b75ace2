package io.lunette.server.libvirt;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a device away and sees it go. One libvirt call asks for both scopes (virDomainDetachDeviceAlias with LIVE and
 * CONFIG): it changes the definition only when the live request was taken, so a refusal leaves both as they were. It
 * returns as soon as the guest was asked. A disk leaves the XML before QEMU has closed it and logged out of its target
 * (qemuDomainRemoveDiskDevice); the device-removed event comes after that, so a device is gone when both say so.
 */
final class DeviceRemoval {
    private static final String ACTION = "detach a device";

    /** QEMU's words (qdev-monitor.c) when it is asked again for what a guest has not released yet. */
    private static final String LEAVING_ALREADY = "already in the process of unplug";

    /** Events get lost with a connection: so the XML is looked at from time to time as well. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** What the live domain says of a device. */
    private enum Presence {
        SHOWN,
        /** Not shown, by a domain whose QEMU may still have it open. */
        NOT_SHOWN,
        NO_QEMU
    }

    private final String host;
    private final Calls calls;
    private final DomainEvents events;

    DeviceRemoval(String host, Calls calls, DomainEvents events) {
        this.host = host;
        this.calls = calls;
        this.events = events;
    }

    Outcome<DetachResult> remove(ServerId server, String alias, Set<Scope> scopes, Duration atMost) {
        DomainEvents.Device device = new DomainEvents.Device(server, alias);
        Instant deadline = Instant.now().plus(atMost);
        int connections = events.connections();
        try (Signals<DomainEvents.Device>.Waiter waiter = events.removalOf(device)) {
            return calls.change(ACTION, connection -> request(connection, device, scopes))
                    .then(asked ->
                            asked ? await(device, waiter, connections, deadline) : Outcome.done(DetachResult.GONE));
        }
    }

    /** Asks for the device to go, and says whether a running domain was asked. */
    private Outcome<Boolean> request(HostConnection connection, DomainEvents.Device device, Set<Scope> scopes)
            throws LibvirtError {
        Optional<NativeDomain> found = connection.domain(device.server());
        if (found.isEmpty()) {
            return noSuchDomain(device.server());
        }
        try (NativeDomain domain = found.get()) {
            String current = domain.xml();
            if (!DomainMark.isIn(current)) {
                return noSuchDomain(device.server());
            }
            Set<Scope> holding = holding(domain, current, device.alias(), scopes);
            if (holding.isEmpty()) {
                return Outcome.done(false);
            }
            request(domain, device.alias(), holding);
            return Outcome.done(holding.contains(Scope.LIVE));
        }
    }

    private static Set<Scope> holding(NativeDomain domain, String current, String alias, Set<Scope> wanted)
            throws LibvirtError {
        Set<Scope> holding = EnumSet.noneOf(Scope.class);
        if (wanted.contains(Scope.LIVE) && LiveXml.isLive(current) && LiveXml.hasAlias(current, alias)) {
            holding.add(Scope.LIVE);
        }
        if (wanted.contains(Scope.PERSISTENT) && LiveXml.hasAlias(domain.persistentXml(), alias)) {
            holding.add(Scope.PERSISTENT);
        }
        return holding;
    }

    private static void request(NativeDomain domain, String alias, Set<Scope> scopes) throws LibvirtError {
        try {
            domain.requestDetach(alias, scopes);
        } catch (LibvirtError error) {
            if (!error.message().contains(LEAVING_ALREADY)) {
                throw error;
            }
            if (scopes.contains(Scope.PERSISTENT)) {
                domain.requestDetach(alias, Set.of(Scope.PERSISTENT));
            }
        }
    }

    /** Goes on when the host cannot be looked at: a libvirtd that comes up again knows whether the device is there. */
    private Outcome<DetachResult> await(
            DomainEvents.Device device, Signals<DomainEvents.Device>.Waiter waiter, int connections, Instant deadline) {
        while (true) {
            Duration left = Duration.between(Instant.now(), deadline);
            waiter.await(LOOK_AGAIN.compareTo(left) < 0 ? LOOK_AGAIN : left);
            Outcome<Presence> seen = look(device);
            boolean refused = events.wasRefused(device);
            boolean told = (waiter.wasSignalled() && !refused) || events.connections() != connections;
            if (seen.equals(Outcome.done(Presence.NO_QEMU))
                    || (seen.equals(Outcome.done(Presence.NOT_SHOWN)) && told)) {
                return Outcome.done(DetachResult.GONE);
            }
            if (!Instant.now().isBefore(deadline) || (seen.isDone() && refused)) {
                return seen.map(any -> DetachResult.STILL_THERE);
            }
        }
    }

    private Outcome<Presence> look(DomainEvents.Device device) {
        return calls.read(ACTION, connection -> {
            Optional<NativeDomain> found = connection.domain(device.server());
            if (found.isEmpty()) {
                return Outcome.done(Presence.NO_QEMU);
            }
            try (NativeDomain domain = found.get()) {
                return Outcome.done(presence(domain.xml(), device.alias()));
            }
        });
    }

    private static Presence presence(String xml, String alias) {
        if (!LiveXml.isLive(xml)) {
            return Presence.NO_QEMU;
        }
        return LiveXml.hasAlias(xml, alias) ? Presence.SHOWN : Presence.NOT_SHOWN;
    }

    private <T> Outcome<T> noSuchDomain(ServerId server) {
        return Outcome.failed(new HostFailure.NoSuchDomain(host, server.toString()));
    }
}
