package io.lunette.model;

import io.lunette.failure.Parsed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A World Wide Name of a Fibre Channel port or node: the 64-bit Name_Identifier of T10/T11 FC-FS-3 section 15, whose first
 * four bits (NAA) say who assigned the rest. Of the kinds that name one thing: IEEE 48-bit (1), IEEE extended (2), locally
 * assigned (3), IEEE registered (5) and mapped EUI-64 (c to f).
 *
 * @param digits 16 lower-case hex digits
 */
public record Wwn(String digits) {
    /** What {@link #parse} takes. */
    public static final String FORM =
            "16 hex digits, with or without colons: 2100001b329da5e1 or 21:00:00:1b:32:9d:a5:e1";

    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{16}|[0-9a-f]{2}(:[0-9a-f]{2}){7}");
    private static final String KINDS = "1235cdef";
    private static final String NOBODY = "f".repeat(16);
    private static final String LOCALLY_ASSIGNED = "3";
    private static final int HASHED_DIGITS = 14;

    /** Reads {@link #FORM}, in any case. What names nothing, or a group, is refused. */
    public static Parsed<Wwn> parse(String raw) {
        String folded = raw.toLowerCase(Locale.ROOT);
        if (!SHAPE.matcher(folded).matches()) {
            return Parsed.invalid("'" + Shown.text(raw) + "' is not a World Wide Name");
        }
        String digits = folded.replace(":", "");
        if (digits.equals(NOBODY) || KINDS.indexOf(digits.charAt(0)) < 0) {
            return Parsed.invalid("'" + Shown.text(raw) + "' names no port: NAA " + digits.charAt(0));
        }
        if (isGroup(digits)) {
            return Parsed.invalid("'" + Shown.text(raw) + "' has the group bit set, and names no single port");
        }
        return Parsed.valid(new Wwn(digits));
    }

    /** The IEEE address begins with the third byte, or, where it is registered, right behind the first four bits. */
    private static boolean isGroup(String digits) {
        int lowestOfFirstByte = switch (digits.charAt(0)) {
            case '1', '2' -> 5;
            case '5' -> 2;
            default -> -1;
        };
        return lowestOfFirstByte > 0 && (Character.digit(digits.charAt(lowestOfFirstByte), 16) & 1) == 1;
    }

    /** The name of a server's own port: locally assigned, and the same whenever it is made for that server. */
    public static Wwn ofPort(ServerId server) {
        return local("1", server);
    }

    /** The name of the node that has {@link #ofPort}. */
    public static Wwn ofNode(ServerId server) {
        return local("0", server);
    }

    private static Wwn local(String kind, ServerId server) {
        return new Wwn(LOCALLY_ASSIGNED + kind + hash(server).substring(0, HASHED_DIGITS));
    }

    private static String hash(ServerId server) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(server.value().getMostSignificantBits())
                .putLong(server.value().getLeastSignificantBits());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("io.lunette wwn ".getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(bytes.array()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    /** As switches and arrays print it: {@code 21:00:00:1b:32:9d:a5:e1}. */
    public String withColons() {
        return digits.replaceAll("..(?=.)", "$0:");
    }

    @Override
    public String toString() {
        return digits;
    }
}
