package io.lunette.model;

import io.lunette.failure.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
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

    /**
     * How the kernel's tools call the unit (udev's scsi_id, multipath): the number of its designator's type (SPC-4 table
     * 604), then the designator: {@code 3600a0b80000f1d2a...}.
     */
    public String kernelName() {
        return switch (type) {
            case NAA -> "3" + digits;
            case EUI64 -> "2" + digits;
            case T10 -> "1" + new String(HexFormat.of().parseHex(digits), StandardCharsets.US_ASCII);
        };
    }

    /** Reads {@link #kernelName()}; empty where it is no designator of the unit itself. */
    public static Optional<Wwid> ofKernelName(String name) {
        if (name.length() < 2) {
            return Optional.empty();
        }
        String rest = name.substring(1);
        return switch (name.charAt(0)) {
            case '3' -> parse(Type.NAA.prefix + rest).toOptional();
            case '2' -> parse(Type.EUI64.prefix + rest).toOptional();
            case '1' ->
                parse(Type.T10.prefix + HexFormat.of().formatHex(rest.getBytes(StandardCharsets.US_ASCII)))
                        .toOptional();
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return type.prefix + digits;
    }
}
