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
 * returns as soon as the guest was asked; the XML says when the device is gone, and the device-removed event when to
 * look. A SCSI disk is gone within the call's own time and is not waited for.
 */
final class DeviceRemoval {
    private static final String ACTION = "detach a device";

    /** QEMU's words (qdev-monitor.c) when it is asked again for what a guest has not released yet. */
    private static final String LEAVING_ALREADY = "already in the process of unplug";

    /** Events get lost with a connection: so the XML is looked at from time to time as well. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    /** libvirt takes a disk out of the XML some milliseconds after QEMU let go of it, without a guest's help. */
    private static final Duration LOOK_SOON = Duration.ofMillis(2);

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
        try (Signals<DomainEvents.Device>.Waiter waiter = events.removalOf(device)) {
            return calls.change(ACTION, connection -> request(connection, device, scopes))
                    .then(asked -> asked ? await(device, waiter, deadline) : Outcome.done(DetachResult.GONE));
        }
    }

    /** Asks for the device to go, and says whether the guest may still have it. */
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
            return Outcome.done(holding.contains(Scope.LIVE) && LiveXml.hasAlias(domain.xml(), device.alias()));
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
            DomainEvents.Device device, Signals<DomainEvents.Device>.Waiter waiter, Instant deadline) {
        Duration pause = LOOK_SOON;
        while (true) {
            Duration left = Duration.between(Instant.now(), deadline);
            waiter.await(pause.compareTo(left) < 0 ? pause : left);
            Outcome<Boolean> still = stillThere(device);
            if (still.equals(Outcome.done(false))) {
                return Outcome.done(DetachResult.GONE);
            }
            if (!Instant.now().isBefore(deadline) || (still.isDone() && events.wasRefused(device))) {
                return still.map(any -> DetachResult.STILL_THERE);
            }
            pause = pause.multipliedBy(2).compareTo(LOOK_AGAIN) < 0 ? pause.multipliedBy(2) : LOOK_AGAIN;
        }
    }

    private Outcome<Boolean> stillThere(DomainEvents.Device device) {
        return calls.read(ACTION, connection -> {
            Optional<NativeDomain> found = connection.domain(device.server());
            if (found.isEmpty()) {
                return Outcome.done(false);
            }
            try (NativeDomain domain = found.get()) {
                String xml = domain.xml();
                return Outcome.done(LiveXml.isLive(xml) && LiveXml.hasAlias(xml, device.alias()));
            }
        });
    }

    private <T> Outcome<T> noSuchDomain(ServerId server) {
        return Outcome.failed(new HostFailure.NoSuchDomain(host, server.toString()));
    }
}
