package io.lunette.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A volume as the store knows it.
 *
 * @param revision counts the changes of this row; an update names the revision it read, and fails when it is no longer so
 * @param metadata the owner's own properties; {@code hw_scsi_model=virtio-scsi} here marks a passthrough volume
 * @param imageMetadata what it took from the image it was made of
 * @param lun where it is and what it said of itself when it was registered; empty while it is being made
 * @param fault why it is in ERROR
 */
public record Volume(
        VolumeId id,
        int revision,
        String name,
        String description,
        ProjectId project,
        UserId user,
        long sizeGiB,
        VolumeStatus status,
        boolean bootable,
        boolean multiattach,
        String volumeType,
        Map<String, String> metadata,
        Map<String, String> imageMetadata,
        Optional<ImageId> sourceImage,
        Optional<Lun> lun,
        Optional<String> fault,
        Instant created,
        Instant updated) {

    public static final String SCSI_MODEL = "hw_scsi_model";

    public Volume {
        metadata = Map.copyOf(metadata);
        imageMetadata = Map.copyOf(imageMetadata);
    }

    /** Whether its LUN is on somebody else's array. */
    public boolean isAdopted() {
        return lun.filter(Lun::adopted).isPresent();
    }

    public Volume with(VolumeStatus newStatus) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                sizeGiB,
                newStatus,
                bootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                updated);
    }

    public Volume withLun(Lun newLun) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                sizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                Optional.of(newLun),
                fault,
                created,
                updated);
    }

    public Volume withFault(Optional<String> newFault) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                sizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                lun,
                newFault,
                created,
                updated);
    }

    public Volume withMetadata(Map<String, String> newMetadata) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                sizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                newMetadata,
                imageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                updated);
    }

    public Volume withImageMetadata(Map<String, String> newImageMetadata) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                sizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                metadata,
                newImageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                updated);
    }

    public Volume withNameAndDescription(String newName, String newDescription) {
        return new Volume(
                id,
                revision,
                newName,
                newDescription,
                project,
                user,
                sizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                updated);
    }

    public Volume withBootable(boolean nowBootable) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                sizeGiB,
                status,
                nowBootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                updated);
    }

    public Volume withSizeGiB(long newSizeGiB) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                newSizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                updated);
    }

    /** As large as its LUN says that it is, which is the right one. */
    public Volume sized(LunIdentity found) {
        return withSizeGiB(found.size().ceilGiB())
                .withFault(Optional.empty())
                .withLun(lun.orElseThrow().with(found));
    }

    public Volume withUpdated(Instant now) {
        return new Volume(
                id,
                revision,
                name,
                description,
                project,
                user,
                sizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                now);
    }

    public Volume withRevision(int newRevision) {
        return new Volume(
                id,
                newRevision,
                name,
                description,
                project,
                user,
                sizeGiB,
                status,
                bootable,
                multiattach,
                volumeType,
                metadata,
                imageMetadata,
                sourceImage,
                lun,
                fault,
                created,
                updated);
    }
}
