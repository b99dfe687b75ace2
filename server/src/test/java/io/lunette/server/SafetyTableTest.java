package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables that say which test holds which rule name tests that there are. */
class SafetyTableTest {
    private static final Path HOME = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|Contract))(?:\\.([a-z0-9_]+))?`");

    @ParameterizedTest
    @ValueSource(strings = {"safety.md", "security.md"})
    void each_test_that_is_named_is_there(String table) throws IOException {
        Map<String, String> sources = sources();
        List<MatchResult> named = NAMED.matcher(
                        Files.readString(HOME.resolve("docs").resolve(table)))
                .results()
                .toList();
        assertTrue(named.size() > 10, table + " names tests");
        assertEquals(
                List.of(),
                named.stream()
                        .filter(name -> !isThere(sources, name.group(1), name.group(2)))
                        .map(MatchResult::group)
                        .distinct()
                        .toList(),
                table + " names tests that are not there");
    }

    private static boolean isThere(
            Map<String, String> sources, String type, @org.jspecify.annotations.Nullable String sentence) {
        return sources.containsKey(type)
                && (sentence == null || sources.getOrDefault(type, "").contains(" " + sentence + "("));
    }

    /** By the class's name; some have a namesake in another module. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (String module : List.of("core", "simulate", "server", "cli", "acceptance", "bench")) {
            try (Stream<Path> files = Files.exists(HOME.resolve(module + "/src/test/java"))
                    ? Files.walk(HOME.resolve(module + "/src/test/java"))
                    : Stream.empty()) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(name(file), text(file), String::concat));
            }
        }
        return sources;
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
