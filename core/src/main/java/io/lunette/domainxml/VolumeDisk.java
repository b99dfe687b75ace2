package io.lunette.domainxml;

import io.lunette.model.Connection;
import io.lunette.model.DeviceMode;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.ScsiAddress;
import io.lunette.model.VolumeId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A disk of a volume, as a domain shows it: known by its alias.
 *
 * @param target the name under {@code <target dev=...>}: sda
 * @param address on a SCSI bus
 * @param bootOrder counted from 1
 * @param connection where its source is; empty where that is nothing that Lunette makes
 */
public record VolumeDisk(
        VolumeId volume,
        String target,
        DeviceMode mode,
        Optional<ScsiAddress> address,
        Optional<Integer> bootOrder,
        Optional<Connection> connection) {

    /** The volumes' disks of a domain, in the order of its XML. */
    public static List<VolumeDisk> in(Element domain) {
        return domain.child("devices").map(devices -> devices.children("disk")).orElse(List.of()).stream()
                .flatMap(disk -> read(disk).stream())
                .toList();
    }

    private static Optional<VolumeDisk> read(Element disk) {
        return disk.child("alias")
                .flatMap(alias -> DiskSpec.volumeOf(alias.value("name")))
                .map(volume -> new VolumeDisk(
                        volume,
                        disk.child("target").map(target -> target.value("dev")).orElse(""),
                        mode(disk),
                        address(disk),
                        disk.child("boot").map(boot -> DomainReader.number(boot.value("order"))),
                        disk.child("source").flatMap(source -> connection(disk, source))));
    }

    private static DeviceMode mode(Element disk) {
        return Arrays.stream(DeviceMode.values())
                .filter(mode -> disk.value("device").equals(mode.wire()))
                .findFirst()
                .orElse(DeviceMode.DISK);
    }

    private static Optional<ScsiAddress> address(Element disk) {
        boolean scsi = disk.child("target")
                .filter(target -> target.value("bus").equals("scsi"))
                .isPresent();
        return scsi ? DomainReader.driveAddress(disk) : Optional.empty();
    }

    private static Optional<Connection> connection(Element disk, Element source) {
        return switch (disk.value("type")) {
            case "block" -> source.attribute("dev").map(Connection.Block::new);
            case "network" -> source.value("protocol").equals("iscsi") ? network(source) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Its name is {@code IQN/LUN}. */
    private static Optional<Connection> network(Element source) {
        String name = source.value("name");
        int slash = name.lastIndexOf('/');
        return slash < 0
                ? Optional.empty()
                : source.child("host")
                        .flatMap(host -> Iqn.parse(name.substring(0, slash))
                                .toOptional()
                                .map(target -> new Connection.Network(
                                        new Portal(host.value("name"), port(host)),
                                        target,
                                        DomainReader.number(name.substring(slash + 1)))));
    }

    private static int port(Element host) {
        return host.attribute("port").map(DomainReader::number).orElse(Portal.DEFAULT_PORT);
    }
}
