package io.lunette.server.libvirt;

import io.lunette.domainxml.Element;
import io.lunette.model.ByteCount;
import io.lunette.model.LunIdentity;
import io.lunette.model.Wwid;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SCSI disk of a host: one path to a LUN, as its node device tells it (libvirt's formatnode.html, capability storage). All
 * of this is what udev remembers of the time when the device came.
 *
 * @param name the kernel's, {@code sda}
 * @param adapter the number of its SCSI host
 * @param session the number of the iSCSI session that it came by; empty for other transports
 * @param links other names that the device has
 */
record ScsiDisk(String name, int adapter, Optional<Integer> session, LunIdentity identity, List<String> links) {
    private static final Pattern SESSION = Pattern.compile("/session([0-9]{1,9})/");
    private static final Pattern PLACE = Pattern.compile("/([0-9]{1,9}):[0-9]+:[0-9]+:[0-9]+/block/[^/]+$");
    private static final String DEVICES = "/dev/";
    private static final String BY_ID = "/dev/disk/by-id/";

    /** Empty for what is no SCSI disk, or does not say which one. */
    static Optional<ScsiDisk> read(Element device) {
        Optional<Element> storage = device.children("capability").stream()
                .filter(capability -> capability.value("type").equals("storage"))
                .findFirst();
        Matcher place = PLACE.matcher(text(device, "path"));
        if (storage.isEmpty()
                || !place.find()
                || !text(storage.get(), "drive_type").equals("disk")
                || !text(storage.get(), "block").startsWith(DEVICES)) {
            return Optional.empty();
        }
        return Wwid.ofKernelName(text(storage.get(), "serial"))
                .map(wwid -> new ScsiDisk(
                        text(storage.get(), "block").substring(DEVICES.length()),
                        Integer.parseInt(place.group(1)),
                        session(text(device, "path")),
                        identity(storage.get(), wwid),
                        device.children("devnode").stream()
                                .filter(node -> node.value("type").equals("link"))
                                .map(Element::text)
                                .toList()));
    }

    private static Optional<Integer> session(String path) {
        return SESSION.matcher(path).results().findFirst().map(found -> Integer.parseInt(found.group(1)));
    }

    private static LunIdentity identity(Element storage, Wwid wwid) {
        return new LunIdentity(
                text(storage, "vendor").strip(),
                text(storage, "model").strip(),
                "",
                "",
                wwid,
                new ByteCount(number(storage, "size", 0)),
                Math.toIntExact(number(storage, "logical_block_size", 512)));
    }

    private static String text(Element element, String child) {
        return element.child(child).map(Element::text).orElse("");
    }

    private static long number(Element element, String child, long otherwise) {
        String text = text(element, child);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
    }

    Wwid wwid() {
        return identity.wwid();
    }

    /** A name that is the same on every host that has the LUN by one path; empty where udev made none. */
    Optional<String> stableName() {
        return List.of(BY_ID + "scsi-" + wwid().kernelName(), BY_ID + "wwn-0x" + wwid().digits()).stream()
                .filter(links::contains)
                .findFirst();
    }
}
