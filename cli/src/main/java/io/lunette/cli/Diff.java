package io.lunette.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What differs between two texts, line by line, with the fewest lines removed and added (E. Myers, An O(ND) Difference
 * Algorithm and Its Variations, 1986).
 */
record Diff(List<Line> lines) {
    private static final int CONTEXT = 3;

    enum Kind {
        SAME(" "),
        REMOVED("-"),
        ADDED("+");

        final String mark;

        Kind(String mark) {
            this.mark = mark;
        }
    }

    record Line(Kind kind, String text) {
        @Override
        public String toString() {
            return kind.mark + text;
        }
    }

    Diff {
        lines = List.copyOf(lines);
    }

    static Diff between(String before, String after) {
        return new Search(before.lines().toList(), after.lines().toList()).diff();
    }

    /** What is removed and added, without what stands around it. */
    List<Line> changes() {
        return lines.stream().filter(line -> line.kind() != Kind.SAME).toList();
    }

    /** As {@code diff -u} prints it (POSIX, diff utility), without its two headings; empty when nothing differs. */
    List<String> unified() {
        List<String> text = new ArrayList<>();
        int i = 0;
        while (i < lines.size()) {
            if (lines.get(i).kind() == Kind.SAME) {
                i++;
                continue;
            }
            int from = Math.max(0, i - CONTEXT);
            int to = endOfHunk(i);
            text.add("@@ -" + range(from, to, Kind.ADDED) + " +" + range(from, to, Kind.REMOVED) + " @@");
            lines.subList(from, to).forEach(line -> text.add(line.toString()));
            i = to;
        }
        return text;
    }

    /** Changes that have no more than twice the context between them share a hunk. */
    private int endOfHunk(int firstChange) {
        int last = firstChange;
        for (int i = firstChange; i < lines.size() && i - last <= 2 * CONTEXT + 1; i++) {
            if (lines.get(i).kind() != Kind.SAME) {
                last = i;
            }
        }
        return Math.min(lines.size(), last + CONTEXT + 1);
    }

    /** Where the hunk lies in the text that has no lines of the other kind, counted from 1, and how long it is there. */
    private String range(int from, int to, Kind other) {
        long before = count(0, from, other);
        long length = count(from, to, other);
        return (length == 0 ? before : before + 1) + "," + length;
    }

    private long count(int from, int to, Kind other) {
        return lines.subList(from, to).stream()
                .filter(line -> line.kind() != other)
                .count();
    }

    /** Finds the shortest way from one text to the other. */
    private record Search(List<String> before, List<String> after) {

        Diff diff() {
            List<int[]> reached = reached();
            List<Line> backwards = new ArrayList<>();
            int x = before.size();
            int y = after.size();
            for (int d = reached.size() - 1; d > 0; d--) {
                int[] ends = reached.get(d - 1);
                int k = x - y;
                boolean added = k == -d || (k != d && ends[d + k - 2] < ends[d + k]);
                int fromX = added ? ends[d + k] : ends[d + k - 2];
                int fromY = fromX - (added ? k + 1 : k - 1);
                while (x > fromX && y > fromY) {
                    backwards.add(new Line(Kind.SAME, before.get(--x)));
                    y--;
                }
                backwards.add(added ? new Line(Kind.ADDED, after.get(--y)) : new Line(Kind.REMOVED, before.get(--x)));
            }
            while (x > 0) {
                backwards.add(new Line(Kind.SAME, before.get(--x)));
            }
            Collections.reverse(backwards);
            return new Diff(backwards);
        }

        /** For each number of changes d how far one gets with them, on the diagonals -d, -d + 2 ... d at index k + d. */
        private List<int[]> reached() {
            List<int[]> reached = new ArrayList<>();
            for (int d = 0; ; d++) {
                int[] ends = new int[2 * d + 1];
                reached.add(ends);
                for (int k = -d; k <= d; k += 2) {
                    ends[k + d] = along(start(reached, d, k), k);
                    if (ends[k + d] >= before.size() && ends[k + d] - k >= after.size()) {
                        return reached;
                    }
                }
            }
        }

        private static int start(List<int[]> reached, int d, int k) {
            if (d == 0) {
                return 0;
            }
            int[] ends = reached.get(d - 1);
            boolean added = k == -d || (k != d && ends[d + k - 2] < ends[d + k]);
            return added ? ends[d + k] : ends[d + k - 2] + 1;
        }

        private int along(int from, int k) {
            int x = from;
            while (x < before.size() && x - k < after.size() && before.get(x).equals(after.get(x - k))) {
                x++;
            }
            return x;
        }
    }
}
