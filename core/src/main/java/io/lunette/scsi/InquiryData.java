package io.lunette.scsi;

import io.lunette.failure.Parsed;

/**
 * The standard INQUIRY data, SPC-4 section 6.6.2.
 *
 * @param qualifier 0 when a unit of that type is at this LUN; 1 and 3 when none is
 * @param deviceType 0 for a direct access block device (a disk), 0x0c for a storage array controller
 */
public record InquiryData(int qualifier, int deviceType, String vendor, String product, String revision) {
    private static final int HEADER = 5;
    private static final int SHORTEST = 36;

    public static Parsed<InquiryData> parse(byte[] data) {
        int length = data.length < HEADER ? data.length : HEADER + Fields.unsigned8(data, 4);
        if (length < SHORTEST || data.length < SHORTEST) {
            return Parsed.invalid(
                    "the INQUIRY data have " + Math.min(length, data.length) + " bytes of at least " + SHORTEST);
        }
        return Parsed.valid(new InquiryData(
                Fields.unsigned8(data, 0) >> 5,
                Fields.unsigned8(data, 0) & 0x1f,
                Fields.ascii(data, 8, 8),
                Fields.ascii(data, 16, 16),
                Fields.ascii(data, 32, 4)));
    }

    public boolean present() {
        return qualifier == 0;
    }
}
