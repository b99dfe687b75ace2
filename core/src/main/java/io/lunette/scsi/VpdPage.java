package io.lunette.scsi;

import io.lunette.failure.Parsed;
import java.util.Arrays;

/** The four bytes that every vital product data page begins with: type, page code, length. SPC-4 section 7.8.1. */
final class VpdPage {
    private static final int HEADER = 4;

    private VpdPage() {}

    /** What follows the header, as long as the header says. */
    static Parsed<byte[]> body(int page, byte[] data) {
        if (data.length < HEADER) {
            return Parsed.invalid("VPD page 0x%02x ends after %d bytes".formatted(page, data.length));
        }
        if (Fields.unsigned8(data, 1) != page) {
            return Parsed.invalid("VPD page 0x%02x came instead of 0x%02x".formatted(Fields.unsigned8(data, 1), page));
        }
        int length = Fields.unsigned16(data, 2);
        return HEADER + length <= data.length
                ? Parsed.valid(Arrays.copyOfRange(data, HEADER, HEADER + length))
                : Parsed.invalid("VPD page 0x%02x says it has %d bytes, and %d came"
                        .formatted(page, length, data.length - HEADER));
    }
}
