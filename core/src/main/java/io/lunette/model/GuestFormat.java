package io.lunette.model;

import io.lunette.failure.Parsed;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a guest finds on an empty disk: {@code guest_format} of the Compute API. */
public enum GuestFormat {
    EXT2,
    EXT3,
    EXT4,
    XFS,
    VFAT,
    NTFS,
    /** A swap area of Linux. */
    SWAP;

    public static Parsed<GuestFormat> parse(String raw) {
        return Arrays.stream(values())
                .filter(format -> format.word().equals(raw))
                .findFirst()
                .<Parsed<GuestFormat>>map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid("'" + Shown.text(raw) + "' is not one of "
                        + Arrays.stream(values()).map(GuestFormat::word).collect(Collectors.joining(", "))));
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
