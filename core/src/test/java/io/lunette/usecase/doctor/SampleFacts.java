package io.lunette.usecase.doctor;

import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.domainxml.DomainDevices.Places;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.LunPath;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import io.lunette.model.Wwid;
import io.lunette.port.HostCapabilities;
import io.lunette.port.HostInspection.HostTime;
import io.lunette.usecase.doctor.HostFacts.Paths;
import io.lunette.usecase.doctor.HostFacts.ServerRoom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A host in good order on the network path, from which tests part. */
final class SampleFacts {
    static final ServerId SERVER =
            ServerId.parse("5f1a2b3c-0000-4000-8000-000000000001").get();

    static final String CAPABILITIES = """
            <domainCapabilities>
              <iothreads supported='yes'/>
              <devices><disk supported='yes'>
                <enum name='diskDevice'><value>disk</value><value>lun</value></enum>
                <enum name='bus'><value>ide</value><value>scsi</value></enum>
              </disk></devices>
            </domainCapabilities>
            """;

    static final String WWID = "600140512345678900000000000000a1";

    static final String SAN_DISK = """
            <device>
              <name>block_sdb_3600140512345678900000000000000a1</name>
              <path>/sys/devices/platform/host2/session1/target2:0:0/2:0:0:1/block/sdb</path>
              <parent>scsi_2_0_0_1</parent>
              <capability type='storage'>
                <block>/dev/sdb</block><bus>scsi</bus><drive_type>disk</drive_type>
                <serial>3600140512345678900000000000000a1</serial>
              </capability>
            </device>
            """;

    static final String LOCAL_DISK = """
            <device>
              <name>block_sda_QEMU</name>
              <path>/sys/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda</path>
              <capability type='storage'>
                <block>/dev/sda</block><bus>scsi</bus><drive_type>disk</drive_type><serial>QEMU_HARDDISK</serial>
              </capability>
            </device>
            """;

    HostCapabilities offers = offers("7.2.22", "kvm", "pc-q35-7.2", Set.of(ScsiModel.VIRTIO_SCSI, ScsiModel.LSILOGIC));
    LunPath luns = LunPath.NETWORK;
    Outcome<String> capabilities = Outcome.done(CAPABILITIES);
    Outcome<List<String>> multipath = Outcome.done(List.of());
    Outcome<Optional<String>> helper = Outcome.done(Optional.of("ELF libc.so.6"));
    Duration ahead = Duration.ZERO;
    Outcome<List<String>> disks = Outcome.done(List.of(LOCAL_DISK));
    Outcome<List<ServerRoom>> rooms = Outcome.done(List.of(room(3)));
    Paths paths = Paths.NONE;

    static HostCapabilities offers(String qemu, String virtType, String machine, Set<ScsiModel> models) {
        return new HostCapabilities(
                new UUID(0, 1),
                "north",
                "9.0.0",
                qemu,
                virtType,
                "/usr/bin/qemu-system-x86_64",
                "x86_64",
                machine,
                8,
                1 << 14,
                models,
                "/pool");
    }

    static ServerRoom room(int free) {
        return new ServerRoom(SERVER, "vm1", new PciRoom(Optional.of(new Places(8, free)), Places.NONE));
    }

    static <T> Outcome<T> silence() {
        return Outcome.failed(new HostFailure.Unreachable("north", "it has not answered in time"));
    }

    /** A host whose kernel has a LUN of ours. */
    static SampleFacts onBlockPath() {
        SampleFacts facts = new SampleFacts();
        facts.luns = LunPath.BLOCK;
        facts.disks = Outcome.done(List.of(LOCAL_DISK, SAN_DISK));
        return facts;
    }

    SampleFacts qemu(String version) {
        offers = offers(version, offers.virtType(), offers.machine(), offers.scsiModels());
        return this;
    }

    SampleFacts multipath(String... files) {
        multipath = Outcome.done(List.of(files));
        return this;
    }

    HostFacts facts() {
        Instant now = Instant.EPOCH;
        return new HostFacts(
                new HostName("north"),
                luns,
                offers,
                capabilities,
                Outcome.done(Optional.empty()),
                multipath,
                helper,
                Outcome.done(new HostTime(now.plus(ahead), now, now)),
                disks,
                rooms,
                paths,
                Set.of(Wwid.parse("naa." + WWID).get()));
    }

    /** Findings as tests compare them: a line each for level, code and what, for why, and for the fix if there is one. */
    static String text(List<Finding> findings) {
        return findings.stream()
                .map(each -> each.level() + " " + each.code() + ": " + each.what() + "\n  " + each.why() + "\n"
                        + (each.fix().isEmpty() ? "" : "  > " + each.fix() + "\n"))
                .collect(Collectors.joining());
    }
}
