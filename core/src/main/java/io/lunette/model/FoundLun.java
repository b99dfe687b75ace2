package io.lunette.model;

import java.util.Optional;

/**
 * What a target shows at one logical unit number, as far as it says it.
 *
 * @param number the LUN
 * @param deviceType of INQUIRY (T10 SPC-4 section 6.6.2): 0 is a disk, 0x0c an array's own controller
 * @param wwid of VPD page 0x83; empty where it names no unit in a form that is known
 * @param size of READ CAPACITY(16); zero where there is no medium
 * @param problem why it cannot be used as it is, as a clause: it is no disk, or does not say which one, or has no size
 */
public record FoundLun(
        int number,
        int deviceType,
        String vendor,
        String product,
        String revision,
        String serial,
        Optional<Wwid> wwid,
        Optional<ByteCount> size,
        int blockBytes,
        Optional<String> problem) {
    private static final int DISK = 0;

    /** One that answered, with its problem told from what it said. */
    public static FoundLun answering(
            int number, int deviceType, LunNames names, Optional<Wwid> wwid, Optional<ByteCount> size, int blockBytes) {
        return new FoundLun(
                number,
                deviceType,
                names.vendor(),
                names.product(),
                names.revision(),
                names.serial(),
                wwid,
                size,
                blockBytes,
                problem(deviceType, wwid, size));
    }

    /** One that the target reports, and that does not answer. */
    public static FoundLun silent(int number, String why) {
        return new FoundLun(
                number,
                DISK,
                "",
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.of("it cannot be read: " + why));
    }

    /** The texts by which a unit calls itself, all of them empty where it does not. */
    public record LunNames(String vendor, String product, String revision, String serial) {}

    private static Optional<String> problem(int deviceType, Optional<Wwid> wwid, Optional<ByteCount> size) {
        if (deviceType != DISK) {
            return Optional.of("it is not a disk (SCSI device type 0x%02x)".formatted(deviceType));
        }
        if (wwid.isEmpty()) {
            return Optional.of("it has no identifier: VPD page 0x83 names no logical unit in a form that is known");
        }
        if (size.isEmpty()) {
            return Optional.of("it does not say its size");
        }
        return size.get().bytes() == 0 ? Optional.of("its size is zero") : Optional.empty();
    }

    /** Who it is, where nothing is the matter with it. */
    public Optional<LunIdentity> identity() {
        return problem.isPresent()
                ? Optional.empty()
                : wwid.flatMap(id ->
                        size.map(bytes -> new LunIdentity(vendor, product, revision, serial, id, bytes, blockBytes)));
    }
}
