package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a logical unit says it is: the designator of its Device Identification VPD page (0x83, T10 SPC-4 section 7.8.5)
 * that stands for the unit itself. Equal WWIDs mean the same LUN, whatever path it was reached on.
 *
 * @param type which designator it is
 * @param digits lower-case hex digits of the designator for NAA (16 or 32) and EUI-64 (16, 24 or 32); for T10 vendor id
 *     the hex of its bytes
 */
public record Wwid(Type type, String digits) {

    public enum Type {
        NAA("naa."),
        EUI64("eui."),
        T10("t10.");

        private final String prefix;

        Type(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final Pattern NAA = Pattern.compile("([235][0-9a-f]{15}|6[0-9a-f]{31})");
    private static final Pattern EUI64 = Pattern.compile("[0-9a-f]{16}|[0-9a-f]{24}|[0-9a-f]{32}");
    private static final Pattern T10 = Pattern.compile("([0-9a-f]{2}){9,252}");

    /** Reads {@code naa.6...}, {@code eui.0...} or {@code t10.<hex>}, in any case. */
    public static Parsed<Wwid> parse(String raw) {
        String folded = raw.toLowerCase(Locale.ROOT);
        for (Type type : Type.values()) {
            if (folded.startsWith(type.prefix)) {
                String digits = folded.substring(type.prefix.length());
                Pattern shape = switch (type) {
                    case NAA -> NAA;
                    case EUI64 -> EUI64;
                    case T10 -> T10;
                };
                if (shape.matcher(digits).matches()) {
                    return Parsed.valid(new Wwid(type, digits));
                }
            }
        }
        return Parsed.invalid("'" + Shown.text(raw) + "' is not a WWID (naa.<16 or 32 hex digits> or eui.<16 to 32>)");
    }

    @Override
    public String toString() {
        return type.prefix + digits;
    }
}
