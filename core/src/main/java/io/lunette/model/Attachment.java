package io.lunette.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A volume on a server: wanted, there, or on its way out.
 *
 * @param revision counts the changes of this row, as in {@link Volume}
 * @param generation grows by one with each attachment of this volume; a late answer to an older one is told by it
 * @param bootIndex 0 for the root device; empty for disks that are not booted from
 * @param deviceName {@code /dev/sdb} as the APIs show it; the guest's own order need not follow it
 * @param mode a LUN passed through, or a disk that QEMU emulates on top of it
 * @param slot where it sits in the domain, once planned
 * @param connection how the host reaches it, once exposed
 */
public record Attachment(
        AttachmentId id,
        int revision,
        long generation,
        ServerId server,
        VolumeId volume,
        AttachmentStatus status,
        Optional<Integer> bootIndex,
        String deviceName,
        DeviceMode mode,
        Optional<String> tag,
        boolean deleteOnTermination,
        Optional<ScsiAddress> slot,
        Optional<Connection> connection,
        Instant created) {

    public Attachment with(AttachmentStatus newStatus) {
        return new Attachment(
                id,
                revision,
                generation,
                server,
                volume,
                newStatus,
                bootIndex,
                deviceName,
                mode,
                tag,
                deleteOnTermination,
                slot,
                connection,
                created);
    }

    public Attachment withDeleteOnTermination(boolean delete) {
        return new Attachment(
                id,
                revision,
                generation,
                server,
                volume,
                status,
                bootIndex,
                deviceName,
                mode,
                tag,
                delete,
                slot,
                connection,
                created);
    }

    public Attachment withPlace(String newDeviceName, ScsiAddress newSlot) {
        return new Attachment(
                id,
                revision,
                generation,
                server,
                volume,
                status,
                bootIndex,
                newDeviceName,
                mode,
                tag,
                deleteOnTermination,
                Optional.of(newSlot),
                connection,
                created);
    }

    public Attachment withConnection(Connection newConnection) {
        return new Attachment(
                id,
                revision,
                generation,
                server,
                volume,
                status,
                bootIndex,
                deviceName,
                mode,
                tag,
                deleteOnTermination,
                slot,
                Optional.of(newConnection),
                created);
    }

    public Attachment withGeneration(long newGeneration) {
        return new Attachment(
                id,
                revision,
                newGeneration,
                server,
                volume,
                status,
                bootIndex,
                deviceName,
                mode,
                tag,
                deleteOnTermination,
                slot,
                connection,
                created);
    }

    public Attachment withRevision(int newRevision) {
        return new Attachment(
                id,
                newRevision,
                generation,
                server,
                volume,
                status,
                bootIndex,
                deviceName,
                mode,
                tag,
                deleteOnTermination,
                slot,
                connection,
                created);
    }
}
