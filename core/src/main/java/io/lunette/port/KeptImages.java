package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles.Stored;
import java.time.Instant;
import java.util.List;

/** The images whose data is there, whatever a store knows of them. */
public interface KeptImages {

    /**
     * An image's data.
     *
     * @param diskFormat as its first bytes say: {@code qcow2}, {@code iso}, else {@code raw}
     * @param written when it was uploaded
     */
    record Kept(ImageId image, String diskFormat, Stored stored, Instant written) {}

    /** Ordered by id. Reads all of the data, for its digests. */
    Outcome<List<Kept>> list();
}
