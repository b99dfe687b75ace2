package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.Attachments;
import java.util.stream.Collectors;

/**
 * Refuses to make, change or end an attachment through the Block Storage API. With Cinder and Nova apart, a detach in the
 * one that the other did not know of gave tenants each other's data (CVE-2023-2088); here there is one way in and out,
 * through the server.
 */
public final class KeepAttachment {
    private final VolumeRows rows;
    private final Attachments attachments;
    private final ListAttachments list;

    public KeepAttachment(VolumeRows rows, Attachments attachments, ListAttachments list) {
        this.rows = rows;
        this.attachments = attachments;
        this.list = list;
    }

    /** Always a failure: that the volume is not the caller's to see, or that only the server's API may do this. */
    public Outcome<Unit> ofVolume(Caller caller, VolumeId id) {
        return rows.find(caller, id).then(this::refusal);
    }

    /** The same for one attachment. */
    public Outcome<Unit> one(Caller caller, AttachmentId id) {
        return list.show(caller, id)
                .then(attachment -> Outcome.failed(new VolumeFailure.AttachedByComputeAlone(
                        attachment.volume().toString(), attachment.server().toString())));
    }

    private Outcome<Unit> refusal(Volume volume) {
        String holders = attachments.ofVolume(volume.id()).stream()
                .map(Attachment::server)
                .distinct()
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return Outcome.failed(
                new VolumeFailure.AttachedByComputeAlone(volume.id().toString(), holders));
    }
}
