package io.lunette.cli;

import java.util.Locale;

/** How answers are printed. */
enum Format {
    TEXT,
    JSON;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
