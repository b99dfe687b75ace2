package io.lunette.plan;

import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DomainSpec.HostTraits;
import io.lunette.model.GuestFormat;
import io.lunette.model.ImageId;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.util.List;
import java.util.Optional;

/**
 * A server that is to be made and started.
 *
 * @param disks in the order in which they get names and addresses
 * @param tuning of its controllers
 * @param sparePciPorts see {@link io.lunette.domainxml.DomainSpec}
 */
public record BootWish(
        Server server, HostTraits host, List<WishedDisk> disks, ControllerTuning tuning, int sparePciPorts) {
    public BootWish {
        disks = List.copyOf(disks);
    }

    /** A disk that the server shall have from the start. */
    public sealed interface WishedDisk {
        DiskChoice choice();

        Optional<Integer> bootIndex();

        Optional<String> deviceName();

        Optional<String> tag();
    }

    /** Of a volume; that one may still have to be made, and has no LUN then. */
    public record VolumeDisk(
            Volume volume,
            DiskChoice choice,
            Optional<Integer> bootIndex,
            Optional<String> deviceName,
            Optional<String> tag,
            boolean deleteOnTermination)
            implements WishedDisk {

        /** The volume, if it is yet to be made. */
        public Optional<Volume> newVolume() {
            return Optional.of(volume).filter(v -> v.lun().isEmpty());
        }
    }

    /**
     * A disk that is made empty.
     *
     * @param label what the file system on it is called */
    public record BlankDisk(
            DiskSource.OfBlank disk,
            String alias,
            GuestFormat format,
            String label,
            long capacityBytes,
            DiskChoice choice,
            Optional<Integer> bootIndex,
            Optional<String> deviceName,
            Optional<String> tag)
            implements WishedDisk {}

    /** A disk that is made of the server's image; {@code capacityBytes} large. */
    public record ImageDisk(
            ImageId image,
            DiskSource.OfImage disk,
            String diskFormat,
            long capacityBytes,
            DiskChoice choice,
            Optional<Integer> bootIndex,
            Optional<String> deviceName,
            Optional<String> tag)
            implements WishedDisk {}
}
