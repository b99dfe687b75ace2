package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * The file {@value #NAME} with the key of a store's secrets: one line, 256 random bits in Base64. It lies beside the store,
 * on PostgreSQL in the state directory of each controller, and nobody but its owner may read it.
 */
final class SecretKeyFile {
    static final String NAME = "secrets.key";

    private final Path folder;
    private final Path file;

    SecretKeyFile(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.file = this.folder.resolve(NAME);
    }

    static SecretKeyFile beside(Path store) {
        return new SecretKeyFile(store.toAbsolutePath().resolveSibling(""));
    }

    Path path() {
        return file;
    }

    boolean isThere() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The key that is there: {@code StoreFailure.KeyUnusable} where it is none, or others may read it. */
    Outcome<SecretBox> read() {
        try {
            if (!Files.isRegularFile(file)) {
                return unusable("it is not a regular file");
            }
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!StateFile.OWNER_ONLY.containsAll(permissions)) {
                return unusable("its mode is " + PosixFilePermissions.toString(permissions)
                        + ", so that others than its owner may read or change it");
            }
            byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
            return key.length == SecretBox.KEY_BYTES
                    ? Outcome.done(new SecretBox(key))
                    : unusable("it has " + key.length * Byte.SIZE + " bits and not 256");
        } catch (IllegalArgumentException notBase64) {
            return unusable("it is not one line of Base64");
        } catch (IOException problem) {
            return unusable(StateFile.text(problem));
        }
    }

    private <T> Outcome<T> unusable(String problem) {
        return Outcome.failed(new StoreFailure.KeyUnusable(file.toString(), problem));
    }

    /** Makes one and reads it; of two processes that make it at a time, both get the same. */
    Outcome<SecretBox> make() {
        byte[] key = new byte[SecretBox.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Path fresh = Files.createTempFile(
                    folder, NAME, ".new", PosixFilePermissions.asFileAttribute(StateFile.OWNER_ONLY));
            try {
                Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n");
                force(fresh);
                name(fresh);
                force(folder);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return read();
        } catch (IOException problem) {
            return unusable(StateFile.text(problem));
        }
    }

    // A link, and no rename: it never takes another's place, and the file is whole as soon as it has its name.
    private void name(Path fresh) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException other) {
            assert Files.exists(file);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
