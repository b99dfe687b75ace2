package io.lunette.simulate.hypervisor;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostLun;
import io.lunette.model.HostName;
import io.lunette.model.LunIdentity;
import io.lunette.model.Wwid;
import io.lunette.port.HostLuns;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The LUNs of a simulated host's kernel: those that a test gives it. */
public final class SimulatedKernelLuns implements HostLuns {
    private final HostName host;
    private final Interference interference;

    /** In the order in which they came. */
    private final Map<Wwid, HostLun> luns = new ConcurrentHashMap<>();

    private final Map<Wwid, LunIdentity> behind = new ConcurrentHashMap<>();
    private final Map<Wwid, String> holders = new ConcurrentHashMap<>();

    SimulatedKernelLuns(HostName host, Interference interference) {
        this.host = host;
        this.interference = interference;
    }

    /** Shows the host a LUN, by two paths and a multipath map. */
    public void show(LunIdentity identity) {
        show(identity, new Connection.Block("/dev/mapper/" + identity.wwid().kernelName()), 2);
    }

    /** Shows the host a LUN, or what has become of one, as this device. */
    public void show(LunIdentity identity, Connection.Block device, int paths) {
        LunIdentity known = new LunIdentity(
                identity.vendor(), identity.product(), "", "", identity.wwid(), identity.size(), identity.blockBytes());
        luns.put(identity.wwid(), HostLun.usable(device, paths, known));
    }

    /** The LUN is there, and cannot be used, for this reason. */
    public void spoil(Wwid wwid, String problem) {
        luns.computeIfPresent(wwid, (same, lun) -> HostLun.unusable(lun.paths(), lun.identity(), problem));
    }

    /** Gives the place of a LUN to another one, of which the host does not know. */
    public void replaceBehindItsBack(Wwid wwid, LunIdentity other) {
        behind.put(wwid, other);
    }

    /** Somebody on the host uses the LUN. */
    public void hold(Wwid wwid, String holder) {
        holders.put(wwid, holder);
    }

    public void release(Wwid wwid) {
        holders.remove(wwid);
    }

    Optional<ByteCount> sizeOf(Connection.Block device) {
        return luns.values().stream()
                .filter(lun -> lun.device().equals(Optional.of(device)))
                .map(lun -> lun.identity().size())
                .findFirst();
    }

    Optional<String> holder(Wwid wwid) {
        return Optional.ofNullable(holders.get(wwid));
    }

    public void hide(Wwid wwid) {
        luns.remove(wwid);
    }

    @Override
    public Outcome<List<HostLun>> list() {
        return interference.around(Call.KERNEL_LUNS, () -> Outcome.done(List.copyOf(luns.values())));
    }

    @Override
    public Outcome<HostLun> find(Wwid wwid) {
        return interference.around(
                Call.KERNEL_LUNS,
                () -> Outcome.of(
                                Optional.ofNullable(luns.get(wwid)),
                                new StorageFailure.NotOnHost(host.toString(), wwid.toString()))
                        .then(lun -> lun.problem()
                                .<Outcome<HostLun>>map(problem -> unusable(wwid, problem))
                                .orElseGet(() -> Outcome.done(lun))));
    }

    private Outcome<HostLun> unusable(Wwid wwid, String problem) {
        return Outcome.failed(new StorageFailure.Unusable(
                host.toString(), wwid.toString(), problem, "Put that right on the host, then repeat"));
    }

    @Override
    public Outcome<HostLun> identify(Wwid wwid) {
        return find(wwid).then(lun -> {
            LunIdentity other = behind.get(wwid);
            if (other != null) {
                return Outcome.failed(new StorageFailure.PathsChanged(
                        host.toString(), "sda", wwid.toString(), other.wwid().toString()));
            }
            String holder = holders.get(wwid);
            return holder == null ? Outcome.done(lun) : unusable(wwid, "the host itself has it in use, for " + holder);
        });
    }
}
