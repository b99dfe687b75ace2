package io.lunette.bench;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What iscsi-test-cu printed, read test by test: each has its name, what was said on the way, and how it ended. */
final class ConformanceResults {
    private static final Pattern BEGIN = Pattern.compile(" *Test: (\\S+) \\.\\.\\.(.*)");
    private static final Pattern END = Pattern.compile("(?:.*[^\\]])?(passed|FAILED)");
    private static final Pattern REASON = Pattern.compile("\\[(?:SKIPPED|FAILED)\\] *(.*)");

    enum Ending {
        PASSED,
        FAILED,
        SKIPPED,
        UNFINISHED
    }

    /**
     * How one test ended.
     *
     * @param reason the first thing it said about a failure or a skip; empty when it passed
     */
    record Result(Ending ending, String reason) {
        static final Result ABSENT = new Result(Ending.UNFINISHED, "it was not run");

        @Override
        public String toString() {
            return ending.name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, Result> results = new LinkedHashMap<>();

    /** Takes in one suite's output. */
    void take(String suite, String output) {
        String name = "";
        StringBuilder said = new StringBuilder();
        for (String line : output.lines().toList()) {
            Matcher begin = BEGIN.matcher(line);
            String rest = line;
            if (begin.matches()) {
                finish(suite, name, Ending.UNFINISHED, said);
                name = begin.group(1);
                rest = begin.group(2);
            }
            said.append(rest).append('\n');
            Matcher end = END.matcher(rest.strip());
            if (!name.isEmpty() && end.matches()) {
                finish(suite, name, end.group(1).equals("passed") ? Ending.PASSED : Ending.FAILED, said);
                name = "";
            }
        }
        finish(suite, name, Ending.UNFINISHED, said);
    }

    private void finish(String suite, String name, Ending ending, StringBuilder said) {
        if (!name.isEmpty()) {
            Matcher reason = REASON.matcher(said);
            boolean told = reason.find();
            boolean skipped = ending == Ending.PASSED && said.indexOf("[SKIPPED]") >= 0;
            results.put(
                    suite + "." + name,
                    new Result(
                            skipped ? Ending.SKIPPED : ending,
                            told ? reason.group(1).strip() : ""));
        }
        said.setLength(0);
    }

    Result of(String test) {
        return results.getOrDefault(test, Result.ABSENT);
    }

    Collection<String> tests() {
        return results.keySet();
    }

    /** {@code 146 passed, 7 failed, 62 skipped}. */
    String summary() {
        return List.of(Ending.values()).stream()
                .map(ending -> Map.entry(
                        ending,
                        results.values().stream()
                                .filter(result -> result.ending() == ending)
                                .count()))
                .filter(count -> count.getValue() > 0)
                .map(count -> count.getValue() + " " + count.getKey().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
