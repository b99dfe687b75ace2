package io.lunette.domainxml;

import io.lunette.model.VolumeId;

/** What is behind a disk; how the host reaches it is known only when the plan runs. */
public sealed interface DiskSource {

    record OfVolume(VolumeId volume) implements DiskSource {}

    /** A disk that was made empty, with nothing but a file system or a swap area, in Lunette's pool on the host. */
    record OfBlank(String diskName, OfImage.Format format) implements DiskSource {}

    /** A disk that was made from an image, in Lunette's pool on the host. */
    record OfImage(String diskName, Format format) implements DiskSource {
        public enum Format {
            RAW("raw"),
            QCOW2("qcow2");

            private final String libvirtName;

            Format(String libvirtName) {
                this.libvirtName = libvirtName;
            }

            String libvirtName() {
                return libvirtName;
            }
        }
    }
}
