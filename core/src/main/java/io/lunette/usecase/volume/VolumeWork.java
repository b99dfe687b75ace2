package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.port.Revival;
import io.lunette.port.StateStore;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.lease.LeaseKeeper.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Brings to its end what a volume's status says is under way: its row is the journal of that. One controller does it at a
 * time, and another takes it up when that one dies.
 */
public final class VolumeWork {
    private static final Duration UNTIL_MISSED = Duration.ofSeconds(30);

    private final StateStore store;
    private final VolumeRows rows;
    private final MakeLun makeLun;
    private final RemoveLun removeLun;
    private final IdentifyLun identify;
    private final LeaseKeeper leases;
    private final Revival revival;
    private final Executor background;

    /** Those that this controller is at. */
    private final Set<VolumeId> here = ConcurrentHashMap.newKeySet();

    VolumeWork(
            StateStore store,
            VolumeRows rows,
            MakeLun makeLun,
            RemoveLun removeLun,
            IdentifyLun identify,
            LeaseKeeper leases,
            Revival revival,
            Executor background) {
        this.store = store;
        this.rows = rows;
        this.makeLun = makeLun;
        this.removeLun = removeLun;
        this.identify = identify;
        this.leases = leases;
        this.revival = revival;
        this.background = background;
    }

    /** To be told in the transaction that gives the volume its new status. */
    public void begun(VolumeId id) {
        revival.watch(id.value(), UNTIL_MISSED);
    }

    /** To be told once that transaction is kept. */
    void soon(VolumeId id) {
        background.execute(() -> resume(id));
    }

    /** Whether nothing is under way any more. */
    public boolean resume(VolumeId id) {
        if (over(id)) {
            return true;
        }
        if (!here.add(id)) {
            return false;
        }
        try {
            Optional<Kept> lease = leases.take(id.value());
            if (lease.isEmpty()) {
                return false;
            }
            try (Kept turn = lease.get()) {
                store.volumes().find(id).filter(volume -> turn.mayAct()).ifPresent(this::bringToEnd);
                return over(id);
            }
        } finally {
            here.remove(id);
        }
    }

    /**
     * Does work on a volume that nobody else, here or at another controller, may bring to its end meanwhile
     * ({@code VolumeFailure.Changed} where somebody is at it).
     */
    public <T> Outcome<T> alone(VolumeId id, Supplier<Outcome<T>> what) {
        Outcome<T> busy = Outcome.failed(new VolumeFailure.Changed(id.toString()));
        if (!here.add(id)) {
            return busy;
        }
        try {
            Optional<Kept> lease = leases.take(id.value());
            if (lease.isEmpty()) {
                return busy;
            }
            try (Kept turn = lease.get()) {
                return turn.mayAct() ? what.get() : busy;
            }
        } finally {
            here.remove(id);
        }
    }

    private boolean over(VolumeId id) {
        return store.atomically(() -> {
            boolean over = store.volumes().find(id).filter(this::isUnderWay).isEmpty();
            if (over) {
                revival.forget(id.value());
            }
            return over;
        });
    }

    /** All that an earlier run of this program left; how many volumes. */
    public int resumeAll() {
        List<VolumeId> left = store.volumes().list(Optional.empty()).stream()
                .filter(this::isUnderWay)
                .map(Volume::id)
                .toList();
        left.forEach(this::soon);
        return left.size();
    }

    /** One that a server waits for is made, or removed, with that server. */
    private boolean isUnderWay(Volume volume) {
        return switch (volume.status()) {
            case CREATING, DOWNLOADING ->
                store.attachments().ofVolume(volume.id()).isEmpty();
            case DELETING, EXTENDING -> true;
            case AVAILABLE, RESERVED, ATTACHING, IN_USE, DETACHING, ERROR, ERROR_DELETING -> false;
        };
    }

    private void bringToEnd(Volume volume) {
        if (isUnderWay(volume)) {
            Outcome<?> ended = switch (volume.status()) {
                case DELETING -> removeLun.finish(volume.id());
                case EXTENDING -> extended(volume);
                default -> makeLun.make(volume.id());
            };
            ended.isDone();
        }
    }

    /** Nobody was told how large it is now: so it is as large as its LUN says. */
    private Outcome<Volume> extended(Volume volume) {
        return identify.recognize(volume.id(), volume.lun().orElseThrow())
                .then(lun -> rows.change(
                        volume.id(),
                        now -> VolumeStates.move(
                                        now,
                                        VolumeStates.heldBy(store.attachments().ofVolume(now.id())),
                                        "extended")
                                .map(back -> back.sized(lun.identity()))));
    }

    /** Writes something and the work that follows from it together. */
    Outcome<Volume> beginning(Supplier<Outcome<Volume>> write) {
        return watched(write).ifDone(volume -> soon(volume.id()));
    }

    /** The same for work that the caller does at once: it is taken up when it is missed. */
    Outcome<Volume> watched(Supplier<Outcome<Volume>> write) {
        return store.atomically(() -> write.get().ifDone(volume -> begun(volume.id())));
    }
}
