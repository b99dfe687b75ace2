package io.lunette.server.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** SQL with {@code :names} for its parameters, and what JDBC makes of it. */
record NamedSql(String positional, List<String> names) {
    // Not the second colon of a cast, and not what follows a colon within a time in quotes.
    private static final Pattern NAME = Pattern.compile("(?<![:'\\w]):([a-z][a-z0-9_]*)");

    static NamedSql parse(String sql) {
        List<String> names = new ArrayList<>();
        String positional = NAME.matcher(sql).replaceAll(found -> {
            names.add(found.group(1));
            return "?";
        });
        return new NamedSql(positional, List.copyOf(names));
    }
}
