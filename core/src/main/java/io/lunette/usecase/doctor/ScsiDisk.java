package io.lunette.usecase.doctor;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.model.Wwid;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A SCSI disk of a host's kernel, as its node device tells (libvirt's formatnode.html).
 *
 * @param device {@code /dev/sdb}
 * @param serial udev's ID_SERIAL: a digit for the type of the designator, and the WWID
 * @param path in sysfs
 */
record ScsiDisk(String device, String serial, String path) {
    private static final String SCSI_BUS = "scsi";

    static List<ScsiDisk> of(List<String> nodeDevices) {
        return nodeDevices.stream().map(Xml::parse).flatMap(ScsiDisk::read).toList();
    }

    private static Stream<ScsiDisk> read(Element device) {
        return device.children("capability").stream()
                .filter(capability -> capability.value("type").equals("storage"))
                .filter(storage -> text(storage, "bus").equals(SCSI_BUS)
                        && text(storage, "drive_type").equals("disk"))
                .map(storage -> new ScsiDisk(text(storage, "block"), text(storage, "serial"), text(device, "path")));
    }

    private static String text(Element parent, String child) {
        return parent.child(child).map(Element::text).map(String::strip).orElse("");
    }

    /** By the transports of the kernel's own iSCSI initiator and of Fibre Channel. */
    boolean isFromSan() {
        return path.contains("/session") || path.contains("/rport-");
    }

    boolean is(Wwid wwid) {
        return !serial.isEmpty()
                && Optional.of(serial.substring(1))
                        .filter(wwid.digits()::equals)
                        .isPresent();
    }
}
