package io.lunette.port;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import java.util.List;
import java.util.Optional;

public interface Attachments {
    /** Throws {@link IllegalStateException} unless its generation is above every earlier one of its volume. */
    void insert(Attachment attachment);

    Optional<Attachment> find(AttachmentId id);

    /** In the order of their device names' length, then name: sda, sdb ... sdz, sdaa. */
    List<Attachment> ofServer(ServerId server);

    List<Attachment> ofVolume(VolumeId volume);

    /** Every attachment; for lists of servers and volumes without a query each. */
    List<Attachment> all();

    /** {@code false} when the row has another revision, or is gone. */
    boolean update(Attachment changed);

    /** Removes the row if it still has this generation; {@code false} when it was gone or is a newer one. */
    boolean remove(AttachmentId id, long generation);

    /**
     * One more than any attachment of this volume ever had, 1 for the first; grows even when attachments are removed. It
     * is the caller's only within the {@link StateStore#atomically} that inserts it.
     */
    long nextGeneration(VolumeId volume);
}
