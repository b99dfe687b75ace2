package io.lunette.server.imagefiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles.Stored;
import io.lunette.port.KeptImages.Kept;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryKeptImagesTest {
    @TempDir
    Path folder;

    private List<Kept> list() {
        return new DirectoryKeptImages(folder).list().get();
    }

    @Test
    void an_upload_is_found_with_its_sizes_and_digests() throws IOException {
        ImageId image = new ImageId(UUID.randomUUID());
        Stored stored = DirectoryImageFiles.open(folder, 1 << 20)
                .store(image, "raw", new ByteArrayInputStream("some data".getBytes(StandardCharsets.UTF_8)))
                .get();
        assertEquals(image, list().getFirst().image());
        assertEquals("raw", list().getFirst().diskFormat());
        assertEquals(stored, list().getFirst().stored());
    }

    @Test
    void a_cd_is_told_by_its_identifier() throws IOException {
        byte[] cd = new byte[64 * 1024];
        System.arraycopy("CD001".getBytes(StandardCharsets.US_ASCII), 0, cd, 32769, 5);
        Files.write(folder.resolve(UUID.randomUUID() + ".image"), cd);
        assertEquals("iso", list().getFirst().diskFormat());
    }

    @Test
    void what_is_no_whole_image_is_left_out() throws IOException {
        Files.writeString(folder.resolve("notes.image"), "x");
        Files.writeString(folder.resolve(UUID.randomUUID() + ".image"), "");
        Files.writeString(folder.resolve(UUID.randomUUID() + ".raw"), "x");
        Files.write(folder.resolve(UUID.randomUUID() + ".image"), new byte[] {'Q', 'F', 'I', (byte) 0xfb});
        assertEquals(List.of(), list());
        assertEquals(
                List.of(),
                new DirectoryKeptImages(folder.resolve("none")).list().get());
    }
}
