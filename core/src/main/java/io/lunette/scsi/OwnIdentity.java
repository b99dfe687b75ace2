package io.lunette.scsi;

import io.lunette.model.VolumeId;
import io.lunette.model.Wwid;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The WWID and the serial number of LUNs that Lunette makes itself, both from nothing but the volume's id: a target that
 * forgot everything is given the same ones again.
 *
 * <p>The WWID is an NAA IEEE Registered Extended designator (SPC-4 section 7.8.6.6.5): the nibble 6, a company id of 24
 * bits, and 100 bits that the company assigns. Lunette has bought no company id from the IEEE, and takes none that is
 * somebody's: its company id has the bit set by which IEEE 802 marks what is locally administered, as MAC addresses of
 * virtual machines have. The other 122 bits are the first of SHA-256 over {@code lunette-lun:} and the id.
 */
public final class OwnIdentity {
    private static final int LOCALLY_ADMINISTERED = 0b10;
    private static final int GROUP = 0b01;

    private OwnIdentity() {}

    public static Wwid wwid(VolumeId volume) {
        byte[] digest = sha256("lunette-lun:" + volume);
        // The company id begins in the low nibble of byte 0: its first octet is that nibble and the next one.
        digest[0] = (byte) (0x60 | (digest[0] & 0x0f));
        int secondNibble = ((digest[1] >> 4) | LOCALLY_ADMINISTERED) & ~GROUP & 0x0f;
        digest[1] = (byte) ((secondNibble << 4) | (digest[1] & 0x0f));
        return new Wwid(Wwid.Type.NAA, HexFormat.of().formatHex(digest, 0, 16));
    }

    /** 32 hex digits: the volume's id without its dashes. */
    public static String serial(VolumeId volume) {
        return volume.toString().replace("-", "");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
