package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.VolumeId;
import java.util.List;
import java.util.Map;

/**
 * What {@link LunSource#label} keeps beside a managed LUN is kept here for adopted ones: their array is not Lunette's to
 * write to. Every method is idempotent, may be called from any thread, and fails with {@code StorageFailure.Unavailable}.
 */
public interface AdoptedLabels {

    /** Keeps texts of a volume instead of those before; all of them or none are there after a crash. */
    Outcome<Unit> keep(VolumeId volume, Map<String, String> labels);

    /** Done as well where nothing was kept. */
    Outcome<Unit> forget(VolumeId volume);

    /** What was kept last; empty where nothing was, or where it cannot be read any more. */
    Outcome<Map<String, String>> of(VolumeId volume);

    /** The volumes of which something is kept, sorted by id. */
    Outcome<List<VolumeId>> volumes();
}
