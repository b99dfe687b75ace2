package io.lunette.bench;

import io.lunette.bench.ConformanceResults.Ending;
import io.lunette.bench.ConformanceResults.Result;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two runs of the suite beside each other, as docs/conformance.md has them. */
final class ConformanceTable {
    private final ConformanceResults straight;
    private final ConformanceResults inGuest;
    private final String largestKib;
    private final TreeMap<String, String> rows = new TreeMap<>();
    private final TreeSet<KnownDifference> reasons = new TreeSet<>();
    private final TreeSet<String> unexplained = new TreeSet<>();

    /**
     * The table of two runs.
     *
     * @param largestKib the largest transfer by one command that the guest's kernel knows of, as it says itself
     */
    ConformanceTable(ConformanceResults straight, ConformanceResults inGuest, String largestKib) {
        this.straight = straight;
        this.inGuest = inGuest;
        this.largestKib = largestKib;
        TreeSet<String> tests = new TreeSet<>(straight.tests());
        tests.addAll(inGuest.tests());
        tests.forEach(this::add);
    }

    private void add(String test) {
        Result one = straight.of(test);
        Result other = inGuest.of(test);
        rows.put(test, "| " + test + " | " + one + " | " + other + " | " + remark(test, one, other) + " |");
    }

    private String remark(String test, Result one, Result other) {
        if (one.ending() == other.ending()) {
            return one.ending() == Ending.FAILED ? "The target's own: " + cell(one.reason()) : cell(one.reason());
        }
        return KnownDifference.of(test, one, other)
                .map(known -> {
                    reasons.add(known);
                    return "(" + known.letter() + ") " + cell(other.reason()) + ofTheTarget(one);
                })
                .orElseGet(() -> {
                    unexplained.add(
                            test + ": " + one + " (" + one.reason() + ") and " + other + " (" + other.reason() + ")");
                    return "**not explained**: " + cell(reason(one, other));
                });
    }

    /** What the target does not pass by itself is no difference that the way to it makes. */
    private static String ofTheTarget(Result one) {
        return switch (one.ending()) {
            case FAILED, UNFINISHED -> " The target's own: " + cell(one.reason());
            case PASSED, SKIPPED -> "";
        };
    }

    private static String reason(Result one, Result other) {
        return other.reason().isEmpty() ? one.reason() : other.reason();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    /** Differences that nothing is known of. */
    List<String> unexplained() {
        return List.copyOf(unexplained);
    }

    String markdown() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, """
                # libiscsi's conformance suite, straight and passed through

                Made by `./dev bench conformance`: `iscsi-test-cu -d -t SCSI.*` of libiscsi, once straight at a LUN of Lunette's own
                target (tgt), and once in a guest at the SCSI generic device of such a LUN that Lunette attached to it. What the
                target itself fails or lacks is the same on both sides; each difference has the letter of its cause.
                "Unfinished" is what did not end within %d s. The largest command of the guest's path is %s KiB.

                | | |
                |---|---|
                | straight | %s |
                | in the guest | %s |

                """, ConformanceBench.SUITE_SECONDS, largestKib, straight.summary(), inGuest.summary()));
        reasons.forEach(known -> text.append("- (")
                .append(known.letter())
                .append(") ")
                .append(known.text())
                .append('\n'));
        text.append("\n| test | straight | in the guest | |\n|---|---|---|---|\n");
        rows.values().forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }
}
