package io.lunette.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image of Image v2.
 *
 * @param diskFormat {@code raw}, {@code qcow2}, {@code iso}; empty until set
 * @param sizeBytes size of the uploaded data; empty until uploaded
 * @param virtualSizeBytes what a disk made of it has
 * @param properties its free properties, {@code hw_scsi_model} among them
 */
public record Image(
        ImageId id,
        int revision,
        String name,
        ProjectId project,
        ImageStatus status,
        Visibility visibility,
        Optional<String> diskFormat,
        Optional<String> containerFormat,
        int minDiskGiB,
        int minRamMiB,
        boolean isProtected,
        Optional<Long> sizeBytes,
        Optional<Long> virtualSizeBytes,
        Optional<String> md5,
        Optional<String> sha512,
        List<String> tags,
        Map<String, String> properties,
        Instant created,
        Instant updated) {
    public Image {
        tags = List.copyOf(tags);
        properties = Map.copyOf(properties);
    }

    /** Whether it is the content of a CD. */
    public boolean isIso() {
        return diskFormat.equals(Optional.of("iso"));
    }

    public enum ImageStatus {
        QUEUED,
        SAVING,
        ACTIVE,
        DEACTIVATED,
        KILLED
    }

    public enum Visibility {
        PUBLIC,
        PRIVATE,
        SHARED,
        COMMUNITY
    }

    public Image withRevision(int newRevision) {
        return new Image(
                id,
                newRevision,
                name,
                project,
                status,
                visibility,
                diskFormat,
                containerFormat,
                minDiskGiB,
                minRamMiB,
                isProtected,
                sizeBytes,
                virtualSizeBytes,
                md5,
                sha512,
                tags,
                properties,
                created,
                updated);
    }
}
