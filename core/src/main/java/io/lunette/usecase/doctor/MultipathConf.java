package io.lunette.usecase.doctor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * multipathd's settings as they were written (multipath.conf(5), "SYNTAX"). What cannot be read is left out and told.
 *
 * @param root what stands outside of sections; its sections are {@code defaults}, {@code devices} and so on
 * @param mistakes lines that multipathd would not take either
 */
record MultipathConf(Section root, List<String> mistakes) {
    MultipathConf {
        mistakes = List.copyOf(mistakes);
    }

    /** One keyword; the value without its quotes, empty where there is none. */
    record Setting(String keyword, String value) {}

    /** Settings and inner sections, in their order. */
    record Section(String name, List<Setting> settings, List<Section> sections) {
        private static Section named(String name) {
            return new Section(name, new ArrayList<>(), new ArrayList<>());
        }

        List<Section> all(String inner) {
            return sections.stream()
                    .filter(section -> section.name().equals(inner))
                    .toList();
        }

        /** The last one counts, as for multipathd. */
        Optional<String> value(String keyword) {
            return settings.stream()
                    .filter(setting -> setting.keyword().equals(keyword))
                    .map(Setting::value)
                    .reduce((earlier, later) -> later);
        }
    }

    /** Files in the order in which multipathd reads them: they add up. */
    static MultipathConf parse(List<String> files) {
        Section root = Section.named("");
        List<String> mistakes = new ArrayList<>();
        files.forEach(file -> new Reading(root, mistakes).read(file));
        return new MultipathConf(root, mistakes);
    }

    /** What holds for every device unless its own section says otherwise: overrides, else defaults. */
    Optional<String> general(String keyword) {
        return last("overrides", keyword).or(() -> last("defaults", keyword));
    }

    private Optional<String> last(String section, String keyword) {
        return root.all(section).stream()
                .flatMap(found -> found.value(keyword).stream())
                .reduce((earlier, later) -> later);
    }

    /** Sections for kinds of devices, or for single LUNs. */
    List<Section> each(String outer, String inner) {
        return root.all(outer).stream()
                .flatMap(section -> section.all(inner).stream())
                .toList();
    }

    /** Every value of a keyword, wherever it stands. */
    List<String> everywhere(String keyword) {
        List<String> values = new ArrayList<>();
        collect(root, keyword, values);
        return values;
    }

    private static void collect(Section section, String keyword, List<String> values) {
        section.value(keyword).ifPresent(values::add);
        section.sections().forEach(inner -> collect(inner, keyword, values));
    }

    /** One file on its way into the tree. */
    private static final class Reading {
        /** multipathd knows two levels; what is nested deeper is a mistake, and must not nest a reader. */
        private static final int DEEPEST = 3;

        private final Deque<Section> open = new ArrayDeque<>();
        private final List<String> mistakes;

        Reading(Section root, List<String> mistakes) {
            this.open.push(root);
            this.mistakes = mistakes;
        }

        void read(String file) {
            int number = 0;
            for (String line : file.split("\\R", -1)) {
                number++;
                List<String> words = words(line);
                if (!words.isEmpty() && !take(words)) {
                    mistakes.add("line " + number + ": " + line.strip());
                }
            }
            if (open.size() > 1) {
                mistakes.add("the section '" + open.element().name() + "' has no end");
            }
        }

        private boolean take(List<String> words) {
            if (words.equals(List.of("}"))) {
                return close();
            }
            if (words.getLast().equals("{")) {
                return words.size() == 2 && open(words.getFirst());
            }
            String value = words.size() > 1 ? words.get(1) : "";
            open.element().settings().add(new Setting(words.getFirst(), value));
            return words.size() <= 2;
        }

        private boolean close() {
            if (open.size() == 1) {
                return false;
            }
            open.pop();
            return true;
        }

        private boolean open(String name) {
            if (open.size() > DEEPEST) {
                return false;
            }
            Section section = Section.named(name);
            open.element().sections().add(section);
            open.push(section);
            return true;
        }

        /** Words and quoted strings up to a comment; a quote within a string is written twice. */
        private static List<String> words(String line) {
            List<String> words = new ArrayList<>();
            int at = 0;
            while (at < line.length()) {
                char first = line.charAt(at);
                if (first == '#' || first == '!') {
                    return words;
                } else if (Character.isWhitespace(first)) {
                    at++;
                } else if (first == '"') {
                    at = quoted(line, at + 1, words);
                } else {
                    at = plain(line, at, words);
                }
            }
            return words;
        }

        private static int quoted(String line, int from, List<String> words) {
            StringBuilder text = new StringBuilder();
            int at = from;
            while (at < line.length()) {
                boolean quote = line.charAt(at) == '"';
                boolean twice = quote && at + 1 < line.length() && line.charAt(at + 1) == '"';
                if (quote && !twice) {
                    break;
                }
                text.append(line.charAt(at));
                at += twice ? 2 : 1;
            }
            words.add(text.toString());
            return at + 1;
        }

        private static int plain(String line, int from, List<String> words) {
            int at = from;
            while (at < line.length() && isPlain(line.charAt(at))) {
                at++;
            }
            words.add(line.substring(from, at));
            return at;
        }

        private static boolean isPlain(char letter) {
            return !Character.isWhitespace(letter) && letter != '"' && letter != '#' && letter != '!';
        }
    }
}
