package io.lunette.server.config;

import java.util.List;

/**
 * What was written for one key, not judged yet.
 *
 * @param where for people: a line of a file, an option of the command line
 * @param values one text; several when a list was written
 */
public record Entry(String where, String key, List<String> values) {
    public Entry {
        values = List.copyOf(values);
    }

    /** An option of the command line, which wins over the file. */
    public static Entry ofOption(String option, String key, String value) {
        return new Entry(option, key, List.of(value));
    }
}
