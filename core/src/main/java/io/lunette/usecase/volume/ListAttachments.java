package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows attachments from the volumes' side. They are made and ended by the Compute API alone. */
public final class ListAttachments {
    private final StateStore store;

    public ListAttachments(StateStore store) {
        this.store = store;
    }

    /** Those of the caller's project, or of every project for an administrator who asks so. */
    public List<Attachment> list(Caller caller, boolean everyProject) {
        Set<VolumeId> visible = store
                .volumes()
                .list(caller.isAdmin() && everyProject ? Optional.empty() : Optional.of(caller.project()))
                .stream()
                .map(Volume::id)
                .collect(Collectors.toSet());
        return store.attachments().all().stream()
                .filter(attachment -> visible.contains(attachment.volume()))
                .toList();
    }

    public Outcome<Attachment> show(Caller caller, AttachmentId id) {
        Optional<Attachment> found = store.attachments().find(id).filter(attachment -> isVisible(caller, attachment));
        return Outcome.of(found, new VolumeFailure.PartNotFound("attachment", id.toString()));
    }

    private boolean isVisible(Caller caller, Attachment attachment) {
        return store.volumes()
                .find(attachment.volume())
                .filter(volume -> caller.mayUse(volume.project()))
                .isPresent();
    }
}
