package io.lunette.usecase.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipathConfTest {
    private static MultipathConf parse(String... files) {
        return MultipathConf.parse(List.of(files));
    }

    @Test
    void sections_settings_comments_and_quotes_are_read() {
        MultipathConf conf = parse("""
                # user_friendly_names yes
                defaults {
                    user_friendly_names no   # stays no
                \tfeatures "1 queue_if_no_path" ! old comment
                    prio_args "a ""quoted"" # word"
                }
                devices {
                    device {
                        vendor "ACME"
                        path_grouping_policy multibus
                    }
                }
                """);
        assertEquals(List.of(), conf.mistakes());
        assertEquals(Optional.of("no"), conf.general("user_friendly_names"));
        assertEquals(Optional.of("1 queue_if_no_path"), conf.general("features"));
        assertEquals(Optional.of("a \"quoted\" # word"), conf.general("prio_args"));
        assertEquals(
                Optional.of("multibus"),
                conf.each("devices", "device").getFirst().value("path_grouping_policy"));
        assertEquals(Optional.empty(), conf.general("path_grouping_policy"));
    }

    @Test
    void later_files_and_later_lines_win_and_overrides_beat_defaults() {
        assertEquals(
                Optional.of("2"),
                parse("defaults {\nno_path_retry 1\nno_path_retry 2\n}").general("no_path_retry"));
        assertEquals(
                Optional.of("3"),
                parse("defaults {\nno_path_retry 1\n}", "defaults {\nno_path_retry 3\n}")
                        .general("no_path_retry"));
        assertEquals(
                Optional.of("5"),
                parse("overrides {\nno_path_retry 5\n}\ndefaults {\nno_path_retry 1\n}")
                        .general("no_path_retry"));
    }

    @Test
    void mistakes_are_told_and_the_rest_is_read() {
        MultipathConf conf = parse("}\ndefaults {\n  no_path_retry 4 5\n  find_multipaths yes\n");
        assertEquals(
                List.of("line 1: }", "line 3: no_path_retry 4 5", "the section 'defaults' has no end"),
                conf.mistakes());
        assertEquals(Optional.of("yes"), conf.general("find_multipaths"));
    }

    @Test
    void windows_line_ends_and_an_empty_file_are_fine() {
        assertEquals(
                Optional.of("fail"),
                parse("defaults {\r\n no_path_retry fail\r\n}\r\n").general("no_path_retry"));
        assertEquals(List.of(), parse("").mistakes());
    }

    @Test
    void no_text_makes_the_reader_fail_or_nests_it_deeper_than_multipathd_does() {
        String[] pieces = {"{", "}", "\"", "\"\"", "#", "!", "\n", " ", "defaults", "device", "a b", "\r", "\u0000"};
        Random random = new Random(20261123);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            MultipathConf conf = parse(text.toString());
            conf.everywhere("a");
            assertTrue(depth(conf.root()) <= 4, text::toString);
        }
        assertTrue(depth(parse("a {\n".repeat(100_000)).root()) <= 4);
    }

    private static int depth(MultipathConf.Section section) {
        return 1
                + section.sections().stream()
                        .mapToInt(MultipathConfTest::depth)
                        .max()
                        .orElse(0);
    }
}
