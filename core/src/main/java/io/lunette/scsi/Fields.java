package io.lunette.scsi;

import java.util.HexFormat;

/** Reading the fields that answers are made of; SCSI is big-endian throughout. */
final class Fields {
    private Fields() {}

    static int unsigned8(byte[] data, int at) {
        return data[at] & 0xff;
    }

    static int unsigned16(byte[] data, int at) {
        return (unsigned8(data, at) << 8) | unsigned8(data, at + 1);
    }

    static long unsigned32(byte[] data, int at) {
        return ((long) unsigned16(data, at) << 16) | unsigned16(data, at + 2);
    }

    static boolean isZero(byte[] data, int at, int length) {
        for (int index = at; index < at + length; index++) {
            if (data[index] != 0) {
                return false;
            }
        }
        return true;
    }

    static String hex(byte[] data, int at, int length) {
        return HexFormat.of().formatHex(data, at, at + length);
    }

    /** ASCII without its padding. What a unit should not send (SPC-4 section 4.3.1) shows as '?', for it goes into logs. */
    static String ascii(byte[] data, int at, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int index = at; index < at + length && data[index] != 0; index++) {
            text.append(data[index] >= ' ' && data[index] <= '~' ? (char) data[index] : '?');
        }
        return text.toString().strip();
    }
}
