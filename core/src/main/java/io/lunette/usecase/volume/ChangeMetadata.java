package io.lunette.usecase.volume;

import io.lunette.domainxml.KernelPassage;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Changes a volume's properties: its owner's own, or those it has of its image. */
public final class ChangeMetadata {

    /** Which of the two. */
    public enum Kind {
        OWN,
        OF_IMAGE;

        public Map<String, String> of(Volume volume) {
            return this == OWN ? volume.metadata() : volume.imageMetadata();
        }

        private Volume with(Volume volume, Map<String, String> metadata) {
            return this == OWN ? volume.withMetadata(metadata) : volume.withImageMetadata(metadata);
        }
    }

    private final VolumeRows rows;

    public ChangeMetadata(VolumeRows rows) {
        this.rows = rows;
    }

    /** Adds to what is there, or replaces what has the same key; gives all of it. */
    public Outcome<Map<String, String>> add(Caller caller, VolumeId id, Kind kind, Map<String, String> more) {
        return change(caller, id, kind, old -> {
            Map<String, String> all = new HashMap<>(old);
            all.putAll(more);
            return all;
        });
    }

    public Outcome<Map<String, String>> replaceAll(Caller caller, VolumeId id, Kind kind, Map<String, String> all) {
        return change(caller, id, kind, old -> all);
    }

    /** {@code VolumeFailure.PropertyNotFound} when the key is not there. */
    public Outcome<Map<String, String>> remove(Caller caller, VolumeId id, Kind kind, String key) {
        return rows.change(
                        caller,
                        id,
                        volume -> kind.of(volume).containsKey(key)
                                ? allowed(caller, volume, kind.with(volume, without(kind.of(volume), key)))
                                : Outcome.failed(new VolumeFailure.PropertyNotFound(id.toString(), key)))
                .map(kind::of);
    }

    private Outcome<Map<String, String>> change(
            Caller caller, VolumeId id, Kind kind, UnaryOperator<Map<String, String>> change) {
        return rows.change(
                        caller, id, volume -> allowed(caller, volume, kind.with(volume, change.apply(kind.of(volume)))))
                .map(kind::of);
    }

    private static Outcome<Volume> allowed(Caller caller, Volume before, Volume after) {
        return guarded(caller, before.metadata(), after.metadata()).map(fine -> after);
    }

    /** What gives a process of the host a right over it is not for everybody: {@code IdentityFailure.NotAllowed}. */
    static Outcome<Unit> guarded(Caller caller, Map<String, String> before, Map<String, String> after) {
        String key = KernelPassage.UNFILTERED;
        return caller.isAdmin() || Objects.equals(before.get(key), after.get(key))
                ? Outcome.done()
                : Outcome.failed(new IdentityFailure.NotAllowed(
                        "change the property " + key + ", which gives QEMU on the host CAP_SYS_RAWIO"));
    }

    private static Map<String, String> without(Map<String, String> metadata, String key) {
        Map<String, String> rest = new HashMap<>(metadata);
        rest.remove(key);
        return rest;
    }
}
