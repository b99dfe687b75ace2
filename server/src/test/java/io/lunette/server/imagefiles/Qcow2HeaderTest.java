package io.lunette.server.imagefiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Parsed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class Qcow2HeaderTest {
    private static String problem(Consumer<ByteBuffer> change) {
        return assertInstanceOf(Parsed.Invalid.class, Qcow2Header.parse(Qcow2Samples.header(change)))
                .problem();
    }

    @Test
    void a_whole_image_of_either_version_is_read() {
        assertEquals(
                Qcow2Samples.SIZE,
                Qcow2Header.parse(Qcow2Samples.header()).get().virtualSizeBytes());
        byte[] old = Qcow2Samples.header(header -> header.putInt(4, 2).putInt(100, 0));
        assertEquals(Qcow2Samples.SIZE, Qcow2Header.parse(old).get().virtualSizeBytes());
    }

    @Test
    void harmless_extensions_are_passed_over() {
        byte[] image = Qcow2Samples.header(header -> header.putInt(104, 0x6803f857)
                .putInt(108, 10)
                .putInt(128, 0x23852875)
                .putInt(132, 24));
        assertTrue(Qcow2Header.parse(image) instanceof Parsed.Valid<Qcow2Header>);
    }

    @Test
    void an_image_that_names_another_file_in_any_way_is_refused() {
        assertTrue(problem(header -> header.putLong(8, 300).putInt(16, 11)).contains("backing file"));
        assertTrue(problem(header -> header.putLong(8, 300)).contains("backing file"));
        assertTrue(problem(header -> header.putInt(16, 11)).contains("backing file"));
        assertTrue(problem(header -> header.putLong(72, 4)).contains("another file"));
        assertTrue(
                problem(header -> header.putInt(104, 0x44415441).putInt(108, 8)).contains("another file"));
        assertTrue(
                problem(header -> header.putInt(104, 0xe2792aca).putInt(108, 3)).contains("another file"));
        assertTrue(problem(header -> header.putInt(104, 7)
                        .putInt(108, 1)
                        .putInt(120, 0x44415441)
                        .putInt(124, 1))
                .contains("another file"));
    }

    @Test
    void what_cannot_be_read_rightly_is_refused() {
        Map<String, Consumer<ByteBuffer>> wrongs = Map.of(
                "version", header -> header.putInt(4, 4),
                "clusters", header -> header.putInt(20, 22),
                "impossible size", header -> header.putLong(24, -512),
                "disk has an impossible size", header -> header.putLong(24, 513),
                "encrypted", header -> header.putInt(32, 2),
                "corrupt", header -> header.putLong(72, 2),
                "not known", header -> header.putLong(72, 1L << 40),
                "impossible length", header -> header.putInt(100, 99),
                "too long", header -> header.putInt(104, 7).putInt(108, -1),
                "not a qcow2", header -> header.putInt(0, 0));
        wrongs.forEach((expected, wrong) -> assertTrue(problem(wrong).contains(expected), expected));
    }

    @Test
    void a_header_cut_off_anywhere_is_refused() {
        byte[] whole = Qcow2Samples.header();
        for (int length = 0; length < 112; length++) {
            assertInstanceOf(Parsed.Invalid.class, Qcow2Header.parse(Arrays.copyOf(whole, length)), "at " + length);
        }
    }

    @Test
    void no_bytes_whatever_throw_or_hang() {
        Random random = new Random(20261123);
        for (int round = 0; round < 200_000; round++) {
            byte[] image = Qcow2Samples.header(header -> {
                for (int changes = random.nextInt(6); changes > 0; changes--) {
                    header.put(4 + random.nextInt(200), (byte) random.nextInt(256));
                }
            });
            byte[] cut = Arrays.copyOf(image, random.nextInt(image.length + 1));
            if (Qcow2Header.parse(cut) instanceof Parsed.Valid<Qcow2Header> valid) {
                assertTrue(valid.value().virtualSizeBytes() >= 0);
                assertEquals(0, ByteBuffer.wrap(cut).getLong(8));
            }
        }
    }
}
