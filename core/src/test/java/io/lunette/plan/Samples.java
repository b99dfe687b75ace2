package io.lunette.plan;

import io.lunette.domainxml.DomainSpec.HostTraits;
import io.lunette.model.ByteCount;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.ProjectId;
import io.lunette.model.ScsiModel;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.model.Wwid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Servers, volumes and hosts for tests of plans; numbers make them distinct. */
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    public static final HostName HOST = new HostName("host1");
    public static final Set<ScsiModel> MODELS = Set.of(
            ScsiModel.LSILOGIC, ScsiModel.VIRTIO_SCSI, ScsiModel.LSISAS1068, ScsiModel.LSISAS1078, ScsiModel.VMPVSCSI);

    public static final ControllerTuning TUNING = new ControllerTuning(true, 1);

    private Samples() {}

    public static HostOffer offer(String machine) {
        return new HostOffer(HOST.toString(), machine, MODELS);
    }

    public static Server server(int number) {
        return server(number, Optional.empty());
    }

    public static Server server(int number, Optional<ImageId> image) {
        ServerId id = new ServerId(new UUID(0x5e5e5e5e_0000_4000L, 0x8000_0000_0000_0000L + number));
        return new Server(
                id,
                0,
                "server" + number,
                "",
                new ProjectId("0123456789abcdef0123456789abcdef"),
                new UserId("fedcba9876543210fedcba9876543210"),
                new Flavor("42", "small", 1, 256, 0, 0, 0, true, "", Map.of()),
                image,
                Optional.empty(),
                Map.of(),
                List.of(),
                HOST,
                new Iqn("iqn.2026-11.io.lunette:" + id),
                ServerStatus.ACTIVE,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                NOON,
                NOON,
                Optional.of(NOON));
    }

    public static Volume volume(int number, Map<String, String> metadata, Map<String, String> imageMetadata) {
        VolumeId id = new VolumeId(new UUID(0x70707070_0000_4000L, 0x8000_0000_0000_0000L + number));
        return new Volume(
                id,
                0,
                "volume" + number,
                "",
                new ProjectId("0123456789abcdef0123456789abcdef"),
                new UserId("fedcba9876543210fedcba9876543210"),
                1,
                VolumeStatus.AVAILABLE,
                true,
                false,
                "lunette",
                metadata,
                imageMetadata,
                Optional.empty(),
                Optional.of(lun(id, number)),
                Optional.empty(),
                NOON,
                NOON);
    }

    public static Volume passthrough(int number) {
        return volume(number, Map.of(Volume.SCSI_MODEL, "virtio-scsi"), Map.of());
    }

    public static Volume multiattach(Volume plain) {
        return new Volume(
                plain.id(),
                plain.revision(),
                plain.name(),
                plain.description(),
                plain.project(),
                plain.user(),
                plain.sizeGiB(),
                plain.status(),
                plain.bootable(),
                true,
                plain.volumeType(),
                plain.metadata(),
                plain.imageMetadata(),
                plain.sourceImage(),
                plain.lun(),
                plain.fault(),
                plain.created(),
                plain.updated());
    }

    /** The same volume before it has a LUN. */
    public static Volume toBeMade(Volume plain) {
        return new Volume(
                plain.id(),
                plain.revision(),
                plain.name(),
                plain.description(),
                plain.project(),
                plain.user(),
                plain.sizeGiB(),
                VolumeStatus.CREATING,
                plain.bootable(),
                plain.multiattach(),
                plain.volumeType(),
                plain.metadata(),
                plain.imageMetadata(),
                plain.sourceImage(),
                Optional.empty(),
                plain.fault(),
                plain.created(),
                plain.updated());
    }

    public static Lun lun(VolumeId id, int number) {
        return new Lun(
                new LunAddress(List.of(new Portal("127.0.0.1", 3261)), new Iqn("iqn.2026-11.org.example:" + id), 1),
                new LunIdentity(
                        "EXAMPLE",
                        "SANLUN",
                        "0001",
                        "SN" + number,
                        new Wwid(Wwid.Type.NAA, "600a0b80000f1d2a%016x".formatted(number)),
                        ByteCount.ofGiB(1),
                        512),
                false);
    }

    public static HostTraits traits(String machine) {
        return new HostTraits(
                "qemu", "/usr/bin/qemu-system-x86_64", "x86_64", machine, "/var/lib/libvirt/lunette/console.log");
    }
}
