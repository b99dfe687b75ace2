package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {
    @TempDir
    Path folder;

    @Test
    void only_its_owner_may_read_it_and_writing_again_replaces_it() throws IOException {
        Path file = folder.resolve("admin-password");
        PrivateFile.write(file, "one");
        PrivateFile.write(file, "two");
        assertEquals("two", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void the_files_for_clients_are_private_and_nothing_else_is_left_beside_them() throws IOException {
        ClientFiles.write(folder, URI.create("http://127.0.0.1:8774"), "admin", "admin", "secret");
        try (var files = Files.list(folder)) {
            assertEquals(
                    "[clouds.yaml, openrc]",
                    files.map(file -> file.getFileName().toString())
                            .sorted()
                            .toList()
                            .toString());
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("clouds.yaml"))));
    }
}
