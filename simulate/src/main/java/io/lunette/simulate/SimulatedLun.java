package io.lunette.simulate;

import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.VolumeId;
import io.lunette.scsi.OwnIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A LUN in memory. Guarded by the lock of its source. */
final class SimulatedLun {
    static final int NUMBER = 1;
    static final int BLOCK_BYTES = 512;

    final VolumeId volume;
    final SparseContent content;
    final SimulatedRegistrations registrations = new SimulatedRegistrations();
    final SortedMap<Iqn, Optional<ChapAccount>> initiators = new TreeMap<>(Comparator.comparing(Iqn::text));
    ByteCount size;
    LunIdentity shown;
    boolean pathDown;
    Map<String, String> labels = Map.of();

    SimulatedLun(VolumeId volume, ByteCount size, SparseContent content) {
        this.volume = volume;
        this.size = size;
        this.content = content;
        this.shown = identity();
    }

    static Iqn target(VolumeId volume) {
        return Iqn.parse("iqn.2026-11.io.lunette.simulated:" + volume).get();
    }

    Lun lun(Portal portal) {
        return new Lun(new LunAddress(List.of(portal), target(volume), NUMBER), identity(), false);
    }

    LunIdentity identity() {
        return new LunIdentity(
                "LUNETTE",
                "SIMULATED LUN",
                "0001",
                OwnIdentity.serial(volume),
                OwnIdentity.wwid(volume),
                size,
                BLOCK_BYTES);
    }

    /** As a target does it: with one account on it, it asks everybody for one, and takes any that it has. */
    boolean letsIn(Login login) {
        List<ChapAccount> accounts =
                initiators.values().stream().flatMap(Optional::stream).toList();
        return initiators.containsKey(login.initiator())
                && (accounts.isEmpty()
                        || login.chap().filter(accounts::contains).isPresent());
    }

    void grow(ByteCount larger) {
        size = larger;
        shown = new LunIdentity(
                shown.vendor(),
                shown.product(),
                shown.revision(),
                shown.serial(),
                shown.wwid(),
                larger,
                shown.blockBytes());
    }
}
