package io.lunette.run;

import io.lunette.model.AttachmentId;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A piece of work on a server that must come to an end, whatever dies meanwhile.
 *
 * @param operation the id of the operation that tells people of it
 * @param subject what is attached or detached; empty for work on the server as a whole
 * @param newVolumes volumes that are made for the server, and go again when that fails
 * @param plan what was decided; empty until it is the work's turn, and where each try decides anew
 * @param tries how often it was begun or taken up
 * @param waiting nothing is under way and the server is free for other work until the next try
 */
public record JournalEntry(
        UUID id,
        ServerId server,
        Kind kind,
        String operation,
        Optional<Subject> subject,
        List<VolumeId> newVolumes,
        Optional<Plan> plan,
        int tries,
        boolean waiting,
        Instant begun) {

    public enum Kind {
        BOOT,
        ATTACH,
        DETACH,
        FORCE_DETACH,
        EXTEND,
        MIGRATE,
        DELETE,
        START,
        STOP,
        SOFT_REBOOT,
        HARD_REBOOT
    }

    /**
     * One life of an attachment.
     *
     * @param generation an older one's end never touches a newer one */
    public record Subject(AttachmentId attachment, long generation, VolumeId volume) {}

    public JournalEntry {
        newVolumes = List.copyOf(newVolumes);
    }

    public JournalEntry withWaiting(boolean nowWaiting) {
        return new JournalEntry(id, server, kind, operation, subject, newVolumes, plan, tries, nowWaiting, begun);
    }

    /** The same before its next try. */
    public JournalEntry triedAgain(boolean nowWaiting) {
        return new JournalEntry(id, server, kind, operation, subject, newVolumes, plan, tries + 1, nowWaiting, begun);
    }
}
