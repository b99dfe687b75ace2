package io.lunette.scsi;

import io.lunette.model.Wwid;
import java.util.Optional;

/**
 * One designation descriptor of VPD page 0x83, SPC-4 section 7.8.5.
 *
 * @param association what it names: 0 the logical unit, 1 the target port, 2 the target device
 * @param type 1 T10 vendor id, 2 EUI-64, 3 NAA; others name no unit of the world
 * @param hex the designator's bytes as lower-case hex digits
 */
public record Designator(int association, int type, String hex) {
    private static final int LOGICAL_UNIT = 0;

    /** The identity that this designator gives to the unit itself, if it does and is well formed. */
    public Optional<Wwid> wwid() {
        return association == LOGICAL_UNIT && !saysNothing() ? prefix().flatMap(this::parse) : Optional.empty();
    }

    /** Units that were never given an identity send zeroes, below the nibble that says which NAA format it is. */
    private boolean saysNothing() {
        return hex.chars().skip(type == 3 ? 1 : 0).allMatch(digit -> digit == '0');
    }

    private Optional<String> prefix() {
        return switch (type) {
            case 1 -> Optional.of("t10.");
            case 2 -> Optional.of("eui.");
            case 3 -> Optional.of("naa.");
            default -> Optional.empty();
        };
    }

    private Optional<Wwid> parse(String prefix) {
        return Wwid.parse(prefix + hex).toOptional();
    }
}
