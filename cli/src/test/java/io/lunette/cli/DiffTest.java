package io.lunette.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.cli.Diff.Kind;
import io.lunette.cli.Diff.Line;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
    private static String text(String letters) {
        return letters.chars().mapToObj(letter -> (char) letter + "\n").collect(Collectors.joining());
    }

    private static String unified(String before, String after) {
        return String.join("|", Diff.between(text(before), text(after)).unified());
    }

    @Test
    void equal_texts_do_not_differ() {
        assertEquals("", unified("abc", "abc"));
        assertEquals("", unified("", ""));
    }

    @Test
    void an_added_line_stands_between_three_lines_of_context() {
        assertEquals("@@ -2,6 +2,7 @@| b| c| d|+x| e| f| g", unified("abcdefgh", "abcdxefgh"));
    }

    @Test
    void a_removed_line_at_the_end_has_context_before_it_alone() {
        assertEquals("@@ -2,4 +2,3 @@| b| c| d|-e", unified("abcde", "abcd"));
    }

    @Test
    void a_text_that_comes_or_goes_whole_is_counted_from_line_0_on_the_other_side() {
        assertEquals("@@ -0,0 +1,2 @@|+a|+b", unified("", "ab"));
        assertEquals("@@ -1,2 +0,0 @@|-a|-b", unified("ab", ""));
    }

    @Test
    void changes_far_from_each_other_are_hunks_of_their_own() {
        assertEquals("@@ -1,3 +1,4 @@|+x| a| b| c|@@ -6,3 +7,4 @@| f| g| h|+y", unified("abcdefgh", "xabcdefghy"));
    }

    @Test
    void changes_whose_contexts_touch_share_a_hunk() {
        assertEquals("@@ -1,6 +1,8 @@|+x| a| b| c| d| e| f|+y", unified("abcdef", "xabcdefy"));
    }

    @Test
    void no_diff_of_random_texts_is_longer_than_needed_and_each_gives_both_texts_back() {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<String> before = letters(random);
            List<String> after = letters(random);
            Diff diff = Diff.between(joined(before), joined(after));
            assertEquals(before, side(diff, Kind.ADDED));
            assertEquals(after, side(diff, Kind.REMOVED));
            int common = longestCommon(before, after);
            assertEquals(
                    before.size() + after.size() - 2 * common, diff.changes().size());
        }
    }

    private static List<String> letters(Random random) {
        return IntStream.range(0, random.nextInt(12))
                .mapToObj(i -> String.valueOf((char) ('a' + random.nextInt(3))))
                .toList();
    }

    private static String joined(List<String> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static List<String> side(Diff diff, Kind without) {
        return diff.lines().stream()
                .filter(line -> line.kind() != without)
                .map(Line::text)
                .toList();
    }

    private static int longestCommon(List<String> a, List<String> b) {
        int[][] length = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                length[i][j] = a.get(i - 1).equals(b.get(j - 1))
                        ? length[i - 1][j - 1] + 1
                        : Math.max(length[i - 1][j], length[i][j - 1]);
            }
        }
        return length[a.size()][b.size()];
    }
}
