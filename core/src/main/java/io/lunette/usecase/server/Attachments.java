package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.DeviceMode;
import io.lunette.model.LunIdentity;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.run.JournalEntry;
import io.lunette.run.JournalEntry.Subject;
import io.lunette.usecase.volume.ClusterBonds;
import java.time.InstantSource;
import java.util.Optional;

/** Moves volume and attachment rows together through the life of an attachment. Each method is one transaction. */
public record Attachments(StateStore store, InstantSource clock, Ids ids) {

    /** What is known of an attachment before it is planned. */
    public record Intent(
            Optional<Integer> bootIndex,
            String deviceName,
            DeviceMode mode,
            Optional<String> tag,
            boolean deleteOnTermination) {}

    /** Refuses a volume that another server has, or that is not ready ({@code VolumeFailure.NotAvailable}). */
    public Outcome<Volume> free(Volume volume) {
        String holder = holder(volume.id());
        boolean shared = volume.multiattach() && volume.status() == VolumeStatus.IN_USE;
        // One that is made for a server is available for a moment, and yet nobody else's.
        boolean unheld = volume.status() == VolumeStatus.AVAILABLE && holder.isEmpty();
        return (unheld || shared) && volume.lun().isPresent()
                ? Outcome.done(volume)
                : Outcome.failed(new VolumeFailure.NotAvailable(
                        volume.id().toString(), volume.status().wire(), holder));
    }

    private String holder(VolumeId volume) {
        return store.attachments().ofVolume(volume).stream()
                .map(attachment -> attachment.server().toString())
                .findFirst()
                .orElse("");
    }

    /**
     * Takes the volume for this server. Of two that want it at once, one is refused, and so is one that a cluster took in
     * meanwhile.
     */
    public Outcome<Attachment> reserve(Server server, Volume volume, Intent intent) {
        return store.atomically(() ->
                new ClusterBonds(store).unbound(volume).then(unbound -> reserveInCluster(server, volume, intent)));
    }

    /** The same as a cluster's own work does it. */
    Outcome<Attachment> reserveInCluster(Server server, Volume volume, Intent intent) {
        return store.atomically(() -> Outcome.of(
                        store.volumes().find(volume.id()),
                        new VolumeFailure.NotFound(volume.id().toString()))
                .then(this::free)
                .then(fresh -> new HostNexus(store).alone(server.host(), fresh).map(alone -> fresh))
                .map(fresh -> {
                    Attachment attachment = inserted(server, fresh, intent);
                    follow(volume.id());
                    return attachment;
                }));
    }

    /** Writes a volume that is yet to be made, and takes it for this server at once. */
    public Attachment promise(Server server, Volume volume, Intent intent) {
        return store.atomically(() -> {
            store.volumes().insert(volume);
            return inserted(server, volume, intent);
        });
    }

    private Attachment inserted(Server server, Volume volume, Intent intent) {
        Attachment attachment = new Attachment(
                new AttachmentId(ids.next()),
                0,
                store.attachments().nextGeneration(volume.id()),
                server.id(),
                volume.id(),
                AttachmentStatus.ATTACHING,
                intent.bootIndex(),
                intent.deviceName(),
                intent.mode(),
                intent.tag(),
                intent.deleteOnTermination(),
                Optional.empty(),
                Optional.empty(),
                clock.instant());
        store.attachments().insert(attachment);
        return attachment;
    }

    /** As the journal names it. */
    static Subject subject(Attachment attachment) {
        return new Subject(attachment.id(), attachment.generation(), attachment.volume());
    }

    /** What an entry is about, if it is still in this status: an older life of it is not. */
    Optional<Attachment> of(JournalEntry entry, AttachmentStatus status) {
        return entry.subject()
                .flatMap(subject -> store.attachments()
                        .find(subject.attachment())
                        .filter(row -> row.generation() == subject.generation() && row.status() == status));
    }

    /** The attachment is there; {@code attachment} carries its place and connection. */
    public Attachment attached(Attachment attachment) {
        return store.atomically(() -> {
            Attachment there = write(attachment.with(AttachmentStatus.ATTACHED));
            identified(attachment.volume());
            return there;
        });
    }

    /** It is as it was, and reached in another way. */
    Attachment moved(Attachment attachment) {
        return write(attachment);
    }

    /** The volume is on its way off the server. */
    public Attachment detaching(Attachment attachment) {
        return write(attachment.with(AttachmentStatus.DETACHING));
    }

    /** It was attached, and is not there any more. */
    public Attachment lost(Attachment attachment) {
        return write(attachment.with(AttachmentStatus.LOST));
    }

    /** It is still attached after all. */
    public Attachment stays(Attachment attachment) {
        return write(attachment.with(AttachmentStatus.ATTACHED));
    }

    /** Work on a server is done in turns, so nobody else can have changed its attachment meanwhile. */
    private Attachment write(Attachment changed) {
        return store.atomically(() -> {
            if (!store.attachments().update(changed)) {
                throw new IllegalStateException("attachment " + changed.id() + " was changed out of turn");
            }
            follow(changed.volume());
            return changed.withRevision(changed.revision() + 1);
        });
    }

    /** It is no longer attached, or never came to be: an older generation's end never frees a newer attachment's volume. */
    public void gone(Attachment attachment) {
        store.atomically(() -> {
            if (store.attachments().remove(attachment.id(), attachment.generation())) {
                follow(attachment.volume());
            }
            return true;
        });
    }

    /** The LUN was the right one on the path where it is used: what was said of it before does not hold any more. */
    void identified(VolumeId id) {
        store.atomically(() -> {
            store.volumes()
                    .find(id)
                    .filter(volume -> volume.fault().isPresent() && volume.status() == VolumeStatus.IN_USE)
                    .ifPresent(volume -> store.volumes()
                            .update(volume.withFault(Optional.empty()).withUpdated(clock.instant())));
            return true;
        });
    }

    /** A volume's status follows from its attachments. */
    private void follow(VolumeId id) {
        VolumeStatus status = VolumeStates.heldBy(store.attachments().ofVolume(id));
        store.volumes().find(id).ifPresent(volume -> {
            if (!store.volumes().update(volume.with(status).withUpdated(clock.instant()))) {
                throw new IllegalStateException("volume " + id + " changed within a transaction");
            }
        });
    }

    /**
     * An extension of the volume is over. A status that somebody set meanwhile stays.
     *
     * @param truth what its LUN says of itself now, where it could be asked
     */
    Volume rested(VolumeId id, Optional<LunIdentity> truth) {
        return store.atomically(() -> {
            Volume now = store.volumes().find(id).orElseThrow();
            Volume free = now.status() == VolumeStatus.EXTENDING
                    ? now.with(VolumeStates.heldBy(store.attachments().ofVolume(id)))
                    : now;
            Volume rested = truth.map(free::sized).orElse(free).withUpdated(clock.instant());
            if (!store.volumes().update(rested)) {
                throw new IllegalStateException("volume " + id + " changed within a transaction");
            }
            return rested.withRevision(rested.revision() + 1);
        });
    }
}
