package io.lunette.scsi;

import io.lunette.failure.Parsed;

/** VPD page 0x80, SPC-4 section 7.8.15: the serial number, without the spaces around it. */
public record UnitSerialNumber(String text) {
    public static final int PAGE = 0x80;

    public static Parsed<UnitSerialNumber> parse(byte[] data) {
        return VpdPage.body(PAGE, data).map(body -> new UnitSerialNumber(Fields.ascii(body, 0, body.length)));
    }
}
