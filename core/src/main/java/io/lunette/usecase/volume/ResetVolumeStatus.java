package io.lunette.usecase.volume;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.Attachments;
import java.util.Optional;

/**
 * Sets a volume's status by hand, for an administrator. Cinder takes any; here it must agree with what is known, since a
 * volume called available while a server has it would be given to a second one.
 */
public final class ResetVolumeStatus {
    private final VolumeRows rows;
    private final Attachments attachments;

    public ResetVolumeStatus(VolumeRows rows, Attachments attachments) {
        this.rows = rows;
        this.attachments = attachments;
    }

    public Outcome<Volume> reset(Caller caller, VolumeId id, VolumeStatus status) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("reset the status of a volume"));
        }
        return rows.change(
                caller,
                id,
                volume -> contradiction(volume, status)
                        .<Outcome<Volume>>map(problem -> Outcome.failed(
                                new VolumeFailure.StatusContradicted(id.toString(), status.wire(), problem)))
                        .orElseGet(() -> Outcome.done(volume.with(status))));
    }

    private Optional<String> contradiction(Volume volume, VolumeStatus status) {
        boolean attached = !attachments.ofVolume(volume.id()).isEmpty();
        return switch (status) {
            case ERROR -> Optional.empty();
            case AVAILABLE ->
                attached
                        ? Optional.of("a server has it")
                        : Optional.of("it has no LUN")
                                .filter(none -> volume.lun().isEmpty());
            case IN_USE -> Optional.of("no server has it").filter(none -> !attached);
            case CREATING, DOWNLOADING, RESERVED, ATTACHING, DETACHING, EXTENDING, DELETING, ERROR_DELETING ->
                Optional.of("nothing would ever end that status; 'available', 'in-use' and 'error' can be set");
        };
    }
}
