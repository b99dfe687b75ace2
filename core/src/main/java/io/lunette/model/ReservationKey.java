package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.regex.Pattern;

/**
 * The 64 bits by which an I_T nexus is registered for persistent reservations, SPC-4 section 5.12.4. Cluster software
 * chooses them; 0 means that there is none.
 */
public record ReservationKey(long bits) {
    public static final ReservationKey NONE = new ReservationKey(0);
    private static final Pattern HEX = Pattern.compile("(0[xX])?[0-9a-fA-F]{1,16}");

    /** Hexadecimal as in sg_persist, with or without {@code 0x}. 0 is nobody's key. */
    public static Parsed<ReservationKey> parse(String raw) {
        if (!HEX.matcher(raw).matches()) {
            return Parsed.invalid("'" + Shown.text(raw) + "' is not a reservation key (1 to 16 hexadecimal digits)");
        }
        String digits = raw.length() > 2 && Character.toLowerCase(raw.charAt(1)) == 'x' ? raw.substring(2) : raw;
        long bits = Long.parseUnsignedLong(digits, 16);
        return bits == 0
                ? Parsed.invalid("0 is not a key: it stands for none")
                : Parsed.valid(new ReservationKey(bits));
    }

    /** {@code 0x} and 16 digits. */
    @Override
    public String toString() {
        return "0x%016x".formatted(bits);
    }
}
