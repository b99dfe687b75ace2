package io.lunette.server.http.volume;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dictionary of strings as Python prints it, {@code {'key': 'value'}}: so cinderclient sends filters. JSON passes too. */
final class PythonPairs {
    private static final String TEXT = "u?(?:'([^']*)'|\"([^\"]*)\")";
    private static final Pattern PAIR = Pattern.compile("\\s*" + TEXT + "\\s*:\\s*" + TEXT + "\\s*(,|$)");

    private PythonPairs() {}

    static Optional<Map<String, String>> parse(String raw) {
        String text = raw.strip();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            return Optional.empty();
        }
        String inner = text.substring(1, text.length() - 1).strip();
        Map<String, String> pairs = new HashMap<>();
        Matcher pair = PAIR.matcher(inner);
        int end = 0;
        while (end < inner.length() && pair.find(end) && pair.start() == end) {
            pairs.put(either(pair, 1), either(pair, 3));
            end = pair.end();
        }
        return end == inner.length() ? Optional.of(pairs) : Optional.empty();
    }

    private static String either(Matcher pair, int group) {
        String single = pair.group(group);
        return single != null ? single : pair.group(group + 1);
    }
}
