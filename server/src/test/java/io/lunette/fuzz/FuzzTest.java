package io.lunette.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seeds, what the fuzzer found in the past among them, and the same a little changed. */
class FuzzTest {
    private static final int ROUNDS = 4_000;
    private static final String MEANING = "<>&'\"{}[]:,-0 \n\t";
    private static final int LONGEST_SHOWN = 400;

    private static List<byte[]> seeds(FuzzTarget target) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz", target.folder()))) {
            return files.sorted().map(FuzzTest::read).toList();
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @ParameterizedTest
    @EnumSource
    void seeds_are_taken_or_refused_and_never_break_the_parser(FuzzTarget target) throws IOException {
        assertFalse(seeds(target).isEmpty());
        seeds(target).forEach(seed -> check(target, seed));
    }

    @ParameterizedTest
    @EnumSource
    void seeds_with_some_bytes_changed_never_break_the_parser(FuzzTarget target) throws IOException {
        List<byte[]> seeds = seeds(target);
        Random random = new Random(20261123);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] other = seeds.get(random.nextInt(seeds.size()));
            check(target, changed(seeds.get(round % seeds.size()), other, random));
        }
    }

    private static byte[] changed(byte[] seed, byte[] other, Random random) {
        byte[] data = random.nextInt(3) == 0 ? spliced(seed, other, random) : seed.clone();
        for (int changes = random.nextInt(8); changes > 0 && data.length > 0; changes--) {
            data[random.nextInt(data.length)] = (byte)
                    (random.nextBoolean() ? random.nextInt(256) : MEANING.charAt(random.nextInt(MEANING.length())));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(data, random.nextInt(data.length + 1)) : data;
    }

    /** The beginning of one and the end of the other. */
    private static byte[] spliced(byte[] seed, byte[] other, Random random) {
        int head = random.nextInt(seed.length + 1);
        int tail = random.nextInt(other.length + 1);
        byte[] both = Arrays.copyOf(seed, head + other.length - tail);
        System.arraycopy(other, tail, both, head, other.length - tail);
        return both;
    }

    private static void check(FuzzTarget target, byte[] data) {
        try {
            target.check(data);
        } catch (RuntimeException | Error broken) {
            byte[] shown = Arrays.copyOf(data, Math.min(data.length, LONGEST_SHOWN));
            throw new AssertionError(target + " breaks on " + HexFormat.of().formatHex(shown), broken);
        }
    }
}
