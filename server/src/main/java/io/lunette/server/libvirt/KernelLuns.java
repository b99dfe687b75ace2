package io.lunette.server.libvirt;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.HostLun;
import io.lunette.model.HostName;
import io.lunette.model.Wwid;
import io.lunette.port.HostLuns;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;

/**
 * The LUNs of a host's kernel through its libvirt: node devices tell what it has, the refresh of a SCSI pool lets it look
 * anew and ask each disk who it is (udev's scsi_id, which sends INQUIRY), sysfs tells of the maps.
 */
final class KernelLuns implements HostLuns {
    /** udev and multipathd take their time with a LUN that has just come. */
    private static final Duration APPEARANCE = Duration.ofSeconds(4);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final HostName host;
    private final Calls calls;

    private final Lock looking;

    /**
     * @param looking held by who looks: libvirt has one pool of a kind for one source, and that of another goes under one's hands
     */
    KernelLuns(HostName host, Calls calls, Lock looking) {
        this.host = host;
        this.calls = calls;
        this.looking = looking;
    }

    @Override
    public Outcome<List<HostLun>> list() {
        return calls.read(
                "list its LUNs",
                alone(connection -> Outcome.done(KernelView.of(connection).luns())));
    }

    @Override
    public Outcome<HostLun> find(Wwid wwid) {
        Progress progress = new Progress();
        return calls.read("find a LUN", progress, alone(connection -> {
            Optional<HostLun> known = KernelView.of(connection, wwid).lun(wwid);
            return usable(wwid, known.isPresent() ? known : sought(connection, wwid, progress));
        }));
    }

    private <T> Calls.Work<T> alone(Calls.Work<T> work) {
        return connection -> {
            looking.lock();
            try {
                return work.on(connection);
            } finally {
                looking.unlock();
            }
        };
    }

    private Optional<HostLun> sought(HostConnection connection, Wwid wwid, Progress progress) throws LibvirtError {
        for (int adapter : NodeDevices.adapters(connection)) {
            try {
                HostPools.lookAnew(connection, adapter);
            } catch (LibvirtError without) {
                // One that has gone meanwhile shows no LUN.
                if (!connection.isAlive()) {
                    throw without;
                }
            }
            progress.step();
        }
        Optional<HostLun> found = KernelView.of(connection, wwid).lun(wwid);
        for (Duration waited = Duration.ZERO;
                waited.compareTo(APPEARANCE) < 0
                        && found.flatMap(HostLun::device).isEmpty();
                waited = waited.plus(BETWEEN_LOOKS)) {
            if (!pause()) {
                return found;
            }
            progress.step();
            found = KernelView.of(connection, wwid).lun(wwid);
        }
        return found;
    }

    private static boolean pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Outcome<HostLun> usable(Wwid wwid, Optional<HostLun> found) {
        if (found.isEmpty()) {
            return Outcome.failed(new StorageFailure.NotOnHost(host.toString(), wwid.toString()));
        }
        return found.get()
                .problem()
                .<Outcome<HostLun>>map(problem -> Outcome.failed(unusable(wwid, problem)))
                .orElseGet(() -> Outcome.done(found.get()));
    }

    private StorageFailure unusable(Wwid wwid, String problem) {
        return new StorageFailure.Unusable(
                host.toString(), wwid.toString(), problem, "Put that right on the host, then repeat");
    }

    @Override
    public Outcome<HostLun> identify(Wwid wwid) {
        Progress progress = new Progress();
        return calls.read("ask a LUN who it is", progress, alone(connection -> {
            KernelView view = KernelView.of(connection, wwid);
            Outcome<HostLun> found = usable(wwid, view.lun(wwid));
            if (!found.isDone()) {
                return found;
            }
            Outcome<Wwid> asked = asked(connection, view, wwid, progress);
            return (asked.isDone() ? unheld(connection, view, wwid) : asked).then(same -> found);
        }));
    }

    /** Every disk that the host takes for a path to the LUN, and every one of which its map is made. */
    private Outcome<Wwid> asked(HostConnection connection, KernelView view, Wwid wwid, Progress progress)
            throws LibvirtError {
        List<String> members = view.map(wwid).isPresent()
                ? HostPools.names(connection, "/sys/class/block/" + view.kernelDevice(wwid) + "/slaves")
                : List.of();
        Set<String> paths = new TreeSet<>(members);
        view.pathsTo(wwid).forEach(path -> paths.add(path.name()));
        Map<String, String> now = new HashMap<>();
        for (int adapter : view.adaptersOf(paths)) {
            now.putAll(HostPools.lookAnew(connection, adapter));
            progress.step();
        }
        return paths.stream()
                .filter(path -> !wwid.kernelName().equals(now.get(path)))
                .findFirst()
                .<Outcome<Wwid>>map(path -> Outcome.failed(
                        new StorageFailure.PathsChanged(host.toString(), path, wwid.toString(), told(now.get(path)))))
                .orElseGet(() -> Outcome.done(wwid));
    }

    private static String told(@org.jspecify.annotations.Nullable String kernelName) {
        return kernelName == null
                ? "nothing"
                : Wwid.ofKernelName(kernelName).map(Wwid::toString).orElse("what does not say which LUN it is");
    }

    private Outcome<Wwid> unheld(HostConnection connection, KernelView view, Wwid wwid) throws LibvirtError {
        List<String> holders = DeviceHolders.of(connection, view.kernelDevice(wwid));
        return holders.isEmpty()
                ? Outcome.done(wwid)
                : Outcome.failed(new StorageFailure.Unusable(
                        host.toString(),
                        wwid.toString(),
                        "the host itself has it in use, for " + String.join(", ", holders),
                        "Take it off there (vgchange -an, cryptsetup close), keep the host's LVM away"
                                + " from LUNs of guests (global_filter in lvm.conf), then repeat"));
    }
}
