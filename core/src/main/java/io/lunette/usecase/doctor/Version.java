package io.lunette.usecase.doctor;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of libvirt or QEMU. */
record Version(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\..*)?");

    static Optional<Version> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean isBefore(int otherMajor, int otherMinor) {
        return major < otherMajor || (major == otherMajor && minor < otherMinor);
    }
}
