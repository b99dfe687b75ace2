package io.lunette.server.libvirt;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.port.HostInspection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Looks at a host through pools, node devices and capabilities. */
final class LibvirtInspection implements HostInspection {
    /** A quarter of the calls that a host gets at once: servers come first. */
    private static final int AT_ONCE = 4;

    private final LibvirtHost host;
    private final Calls calls;
    private final Semaphore places = new Semaphore(AT_ONCE);

    LibvirtInspection(LibvirtHost host, Calls calls) {
        this.host = host;
        this.calls = calls;
    }

    @Override
    public Outcome<Optional<Map<String, byte[]>>> files(String folder, Predicate<String> wanted, int mostBytes) {
        return look(
                "show the files of " + folder,
                connection -> Outcome.done(FolderPool.read(connection, folder, wanted, mostBytes)));
    }

    @Override
    public Outcome<HostTime> time() {
        return look("say what time it is", connection -> Outcome.done(new HostClock(host).read(connection)));
    }

    @Override
    public Outcome<String> domainCapabilities() {
        return look(
                "say what domains may have", connection -> Outcome.done(HostFacts.domainCapabilitiesXml(connection)));
    }

    @Override
    public Outcome<List<String>> disks() {
        return look("list its disks", connection -> Outcome.done(NodeDevices.storage(connection)));
    }

    @Override
    public Outcome<List<Iqn>> targets(Portal portal) {
        return look(
                "ask " + portal + " for its targets", connection -> Outcome.done(NamedTargets.of(connection, portal)));
    }

    private <T> Outcome<T> look(String action, Calls.Work<T> work) {
        try {
            if (!places.tryAcquire(host.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                return Outcome.failed(new HostFailure.Unreachable(
                        host.name().toString(), AT_ONCE + " looks at it wait for an answer already"));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Outcome.failed(new HostFailure.Uncertain(host.name().toString(), action));
        }
        Place place = new Place();
        try {
            return calls.read(action, connection -> {
                place.hold();
                try {
                    return work.on(connection);
                } finally {
                    place.leave();
                }
            });
        } finally {
            place.leave();
        }
    }

    /** Given back when both the caller and the call have done with it: a call that hangs keeps it. */
    private final class Place {
        private final AtomicInteger holders = new AtomicInteger(1);

        void hold() {
            holders.incrementAndGet();
        }

        void leave() {
            if (holders.decrementAndGet() == 0) {
                places.release();
            }
        }
    }
}
