package io.lunette.server.imagefiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lunette.failure.Outcome;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles.Stored;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryImageFilesTest {
    private static final long LIMIT_BYTES = 4_000_000;
    private static final ImageId ID = new ImageId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    @TempDir
    Path directory;

    private DirectoryImageFiles files;

    @BeforeEach
    void open() throws IOException {
        files = DirectoryImageFiles.open(directory.resolve("images"), LIMIT_BYTES);
    }

    private Outcome<Stored> store(String format, byte[] data) {
        return files.store(ID, format, new ByteArrayInputStream(data));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve("images"))) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    @Test
    void data_comes_back_as_it_went_with_the_digests_that_tools_give() throws IOException {
        byte[] data = new byte[300_001];
        new Random(7).nextBytes(data);
        Arrays.fill(data, 65_536, 200_000, (byte) 0);
        Stored stored = store("raw", data).get();
        assertEquals(data.length, stored.sizeBytes());
        assertEquals(data.length, stored.virtualSizeBytes());
        assertArrayEquals(data, Files.readAllBytes(files.find(ID).orElseThrow()));
        assertEquals(
                files.find(ID),
                Outcome.done(files.raw(ID, "raw").get())
                        .map(java.util.Optional::of)
                        .get());
        Stored text = store("raw", "abc".getBytes(StandardCharsets.US_ASCII)).get();
        assertEquals("900150983cd24fb0d6963f7d28e17f72", text.md5());
        assertTrue(text.sha512().startsWith("ddaf35a193617abacc417349ae204131"));
    }

    @Test
    void a_cds_content_is_kept_and_used_as_it_is() throws IOException {
        byte[] data = {1, 2, 3};
        assertEquals(3, store("iso", data).get().virtualSizeBytes());
        assertArrayEquals(data, Files.readAllBytes(files.raw(ID, "iso").get()));
    }

    @Test
    void an_image_that_ends_in_zeros_keeps_its_length() throws IOException {
        store("raw", new byte[200_000]).get();
        assertEquals(200_000, Files.size(files.find(ID).orElseThrow()));
    }

    @Test
    void nobody_else_may_read_the_files() throws IOException {
        store("raw", new byte[] {1}).get();
        assertEquals("rw-------", permissions(files.find(ID).orElseThrow()));
        assertEquals("rwx------", permissions(directory.resolve("images")));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void refused_data_leaves_nothing_behind() throws IOException {
        assertEquals("image.too-large", code(store("raw", new byte[(int) LIMIT_BYTES + 1])));
        assertEquals("image.unsafe", code(store("raw", new byte[0])));
        assertEquals("image.unsafe", code(store("raw", Qcow2Samples.header())));
        assertEquals("image.unsafe", code(store("qcow2", new byte[4096])));
        assertEquals("image.unsafe", code(store("qcow2", Qcow2Samples.header(header -> header.putInt(16, 5)))));
        assertEquals("image.unsafe", code(store("vmdk", new byte[4096])));
        assertEquals(List.of(), names());
    }

    @Test
    void a_sender_that_goes_away_is_told_from_a_disk_that_fails() throws IOException {
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(new byte[100_000])) {
            @Override
            public int read(byte[] block, int offset, int length) throws IOException {
                int count = super.read(block, offset, length);
                if (count < 0) {
                    throw new IOException("connection reset");
                }
                return count;
            }
        };
        assertEquals("image.upload-broken", code(files.store(ID, "raw", broken)));
        assertEquals(List.of(), names());
        Files.delete(directory.resolve("images"));
        assertEquals("image.not-kept", code(store("raw", new byte[] {1})));
    }

    @Test
    void what_a_dead_process_left_unfinished_is_cleared_away() throws IOException {
        Files.write(directory.resolve("images").resolve(ID + ".part"), new byte[9]);
        store("raw", new byte[] {1}).get();
        DirectoryImageFiles.open(directory.resolve("images"), LIMIT_BYTES);
        assertEquals(List.of(ID + ".image"), names());
    }

    @Test
    void a_qcow2_image_becomes_raw_once_and_both_are_deleted() throws Exception {
        byte[] raw = new byte[1 << 20];
        new Random(9).nextBytes(raw);
        Path source = Files.write(directory.resolve("source.raw"), raw);
        Path qcow2 = directory.resolve("source.qcow2");
        assumeTrue(run("qemu-img", "convert", "-O", "qcow2", source.toString(), qcow2.toString()), "no qemu-img");
        Stored stored = store("qcow2", Files.readAllBytes(qcow2)).get();
        assertEquals(raw.length, stored.virtualSizeBytes());
        Path converted = files.raw(ID, "qcow2").get();
        assertArrayEquals(raw, Files.readAllBytes(converted));
        assertEquals("rw-------", permissions(converted));
        assertEquals(converted, files.raw(ID, "qcow2").get());
        assertEquals(List.of(ID + ".image", ID + ".raw"), names());
        files.delete(ID).get();
        files.delete(ID).get();
        assertEquals(List.of(), names());
        assertEquals("image.not-found", code(files.raw(ID, "qcow2")));
    }

    @Test
    void a_qcow2_image_that_is_only_a_header_is_refused_when_it_is_converted() throws Exception {
        assumeTrue(run("qemu-img", "--version"), "no qemu-img");
        store("qcow2", Qcow2Samples.header()).get();
        assertEquals("image.not-convertible", code(files.raw(ID, "qcow2")));
        assertEquals(List.of(ID + ".image"), names());
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
