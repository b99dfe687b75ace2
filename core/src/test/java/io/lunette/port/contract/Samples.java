package io.lunette.port.contract;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.DeviceMode;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.Image;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunIdentity;
import io.lunette.model.Operation;
import io.lunette.model.Portal;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.model.Wwid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows for tests: each field has a value of its own, so that no two can be mixed up unseen. */
final class Samples {
    /** 255 characters of what breaks careless SQL, JSON, and splitting of text. */
    static final String HOSTILE = hostile();

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");
    static final ProjectId PROJECT = new ProjectId("a".repeat(32));
    static final ProjectId OTHER_PROJECT = new ProjectId("b".repeat(32));
    static final UserId USER = new UserId("c".repeat(32));
    static final UserId OTHER_USER = new UserId("d".repeat(32));
    static final HostName HOST = new HostName("host-1");

    private Samples() {}

    private static String hostile() {
        String start = "'); DROP TABLE servers; -- \" \\ ` \n \t %_ :name ? ${x} {} [] null é 漢 \uD83C\uDF12 </disk>";
        return start + "x".repeat(255 - start.length());
    }

    /** Ids whose text counts up; the first hex digit makes half of them negative as {@link UUID} compares. */
    static UUID uuid(int number) {
        return UUID.fromString("%08x-0000-4000-8000-%012x".formatted(number * 0x10000000, number));
    }

    static Server server(int number, Instant created) {
        return server(number, "server-" + number, PROJECT, HOST, created);
    }

    static Server server(int number, String name, ProjectId project, HostName host, Instant created) {
        return new Server(
                new ServerId(uuid(number)),
                0,
                name,
                "",
                project,
                USER,
                flavor("1", "m1.tiny", 512),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                host,
                new Iqn("iqn.2026-11.io.lunette:server-" + number),
                ServerStatus.BUILD,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                created,
                created,
                Optional.empty());
    }

    /** Every field is set, each to something of its own. */
    static Server fullServer() {
        return new Server(
                new ServerId(uuid(1)),
                3,
                HOSTILE,
                "describes " + HOSTILE,
                PROJECT,
                USER,
                new Flavor("f-1", HOSTILE, 2, 512, 10, 20, 64, false, "a flavor", Map.of("hw:cpu", HOSTILE)),
                Optional.of(new ImageId(uuid(2))),
                Optional.of("key " + HOSTILE),
                Map.of("role", "database", HOSTILE, HOSTILE, "empty", ""),
                List.of("z", "a", HOSTILE),
                HOST,
                new Iqn("iqn.2026-11.io.lunette:one"),
                ServerStatus.ERROR,
                Optional.of(ServerTask.REBOOTING_HARD),
                Optional.of("fault " + HOSTILE),
                true,
                Optional.of("locked: " + HOSTILE),
                NOON,
                NOON.plusNanos(1),
                Optional.of(NOON.plusNanos(2)));
    }

    static Flavor flavor(String id, String name, int ramMiB) {
        return new Flavor(id, name, 1, ramMiB, 0, 0, 0, true, "", Map.of());
    }

    static Volume volume(int number, Instant created) {
        return volume(number, PROJECT, Optional.empty(), created);
    }

    static Volume volume(int number, ProjectId project, Optional<Lun> lun, Instant created) {
        return new Volume(
                new VolumeId(uuid(number)),
                0,
                "volume-" + number,
                "",
                project,
                USER,
                1,
                VolumeStatus.CREATING,
                false,
                false,
                "lunette",
                Map.of(),
                Map.of(),
                Optional.empty(),
                lun,
                Optional.empty(),
                created,
                created);
    }

    static Volume fullVolume() {
        return new Volume(
                new VolumeId(uuid(3)),
                7,
                HOSTILE,
                "describes " + HOSTILE,
                PROJECT,
                USER,
                1L << 40,
                VolumeStatus.ERROR_DELETING,
                true,
                false,
                "type " + HOSTILE,
                Map.of(Volume.SCSI_MODEL, "virtio-scsi", HOSTILE, HOSTILE),
                Map.of("os_type", "linux", "quote", "'"),
                Optional.of(new ImageId(uuid(2))),
                Optional.of(lun("naa.6" + "1".repeat(31))),
                Optional.of("fault " + HOSTILE),
                NOON,
                NOON.plusNanos(1));
    }

    static Lun lun(String wwid) {
        return new Lun(
                new LunAddress(
                        List.of(
                                new Portal("127.0.0.1", 3261),
                                new Portal("fe80::1", 3260),
                                new Portal("array.example.org", 3262)),
                        new Iqn("iqn.2026-11.io.lunette:volume"),
                        5),
                new LunIdentity(
                        "LUNETTE",
                        "VIRTUAL-DISK",
                        "0001",
                        "serial-9",
                        Wwid.parse(wwid).get(),
                        new ByteCount((1L << 40) + 512),
                        4096),
                false);
    }

    /** The same on somebody else's array. */
    static Lun adopted(Lun lun) {
        return new Lun(lun.address(), lun.identity(), true);
    }

    static Attachment attachment(int number, Server server, Volume volume, long generation, String deviceName) {
        return new Attachment(
                new AttachmentId(uuid(number)),
                0,
                generation,
                server.id(),
                volume.id(),
                AttachmentStatus.ATTACHING,
                Optional.empty(),
                deviceName,
                DeviceMode.LUN,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                NOON.plusSeconds(number));
    }

    static Attachment fullAttachment(Server server, Volume volume, Connection connection) {
        return new Attachment(
                new AttachmentId(uuid(4)),
                2,
                11,
                server.id(),
                volume.id(),
                AttachmentStatus.DETACHING,
                Optional.of(0),
                "/dev/sdb",
                DeviceMode.DISK,
                Optional.of("tag " + HOSTILE),
                true,
                Optional.of(new ScsiAddress(1, 2, 255, 4)),
                Optional.of(connection),
                NOON);
    }

    static Image image(int number, Instant created) {
        return new Image(
                new ImageId(uuid(number)),
                0,
                "image-" + number,
                PROJECT,
                Image.ImageStatus.QUEUED,
                Image.Visibility.SHARED,
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Map.of(),
                created,
                created);
    }

    static Image fullImage() {
        return new Image(
                new ImageId(uuid(2)),
                4,
                HOSTILE,
                PROJECT,
                Image.ImageStatus.DEACTIVATED,
                Image.Visibility.COMMUNITY,
                Optional.of("qcow2"),
                Optional.of("bare"),
                5,
                128,
                true,
                Optional.of(1L << 41),
                Optional.of(1L << 42),
                Optional.of("0".repeat(32)),
                Optional.of("1".repeat(128)),
                List.of("z", "a", HOSTILE),
                Map.of("hw_scsi_model", "lsilogic", HOSTILE, HOSTILE),
                NOON,
                NOON.plusNanos(1));
    }

    static User user(UserId id, String name) {
        return new User(id, name, "", "hash-of-" + id, true);
    }

    static Project project(ProjectId id, String name) {
        return new Project(id, name, "", true);
    }

    static Token token(String digest, UserId user, Optional<ProjectId> project, Instant expires) {
        return new Token(digest, "audit-" + digest, user, project, "password", NOON, expires);
    }

    static Operation operation(String id, Server server, Instant started) {
        return new Operation(
                id,
                server.id(),
                PROJECT,
                USER,
                "attach_volume",
                started,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
