package io.lunette.scsi;

import io.lunette.failure.Parsed;
import io.lunette.model.Wwid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** VPD page 0x83, SPC-4 section 7.8.5: what names the logical unit, its port and its device, in the order of the page. */
public record DeviceIdentification(List<Designator> designators) {
    public static final int PAGE = 0x83;
    private static final int HEADER = 4;

    public DeviceIdentification {
        designators = List.copyOf(designators);
    }

    public static Parsed<DeviceIdentification> parse(byte[] data) {
        return switch (VpdPage.body(PAGE, data)) {
            case Parsed.Valid<byte[]> body -> descriptors(body.value());
            case Parsed.Invalid<byte[]> invalid -> Parsed.invalid(invalid.problem());
        };
    }

    private static Parsed<DeviceIdentification> descriptors(byte[] body) {
        List<Designator> found = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= body.length) {
            int length = Fields.unsigned8(body, at + 3);
            if (at + HEADER + length > body.length) {
                return Parsed.invalid("a designator of VPD page 0x83 goes beyond the end of the page");
            }
            found.add(descriptor(body, at, length));
            at += HEADER + length;
        }
        return Parsed.valid(new DeviceIdentification(found));
    }

    private static Designator descriptor(byte[] body, int at, int length) {
        int flags = Fields.unsigned8(body, at + 1);
        return new Designator((flags >> 4) & 3, flags & 0xf, Fields.hex(body, at + HEADER, length));
    }

    /**
     * The WWID of the logical unit: the designator that is the most surely unique, the first of several alike. NAA 3 is
     * assigned by whoever runs the target and unique only there, so that it comes after EUI-64; a T10 vendor id is last.
     */
    public Optional<Wwid> wwid() {
        return designators.stream()
                .flatMap(designator -> designator.wwid().stream())
                .min(Comparator.comparingInt(DeviceIdentification::rank));
    }

    private static int rank(Wwid wwid) {
        return switch (wwid.type()) {
            case NAA ->
                switch (wwid.digits().charAt(0)) {
                    case '6' -> 0;
                    case '5' -> 1;
                    case '2' -> 2;
                    default -> 4;
                };
            case EUI64 -> 3;
            case T10 -> 5;
        };
    }
}
