package io.lunette.server;

import io.lunette.port.StateStore;
import io.lunette.usecase.identity.BootstrapIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The first administrator, and the files in the state directory by which a person becomes it. */
final class Administrator {
    private static final String NAME = "admin";

    private final Path state;

    Administrator(Path state) {
        this.state = state;
    }

    /** Makes the administrator of an empty store. The password is on the disk before the store has its hash. */
    void make(StateStore store, BootstrapIdentity bootstrap) {
        store.atomically(() -> {
            bootstrap.bootstrap().ifPresent(made -> keep(made.password()));
            return true;
        });
    }

    private void keep(String password) {
        try {
            PrivateFile.write(passwordFile(), password + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + passwordFile(), unwritable);
        }
    }

    /** Says in the clients' files where the service is now; who has removed the password's file wants none. */
    void tellClients(URI endpoint) throws IOException {
        if (Files.isReadable(passwordFile())) {
            String password = Files.readString(passwordFile()).strip();
            ClientFiles.write(state, endpoint, NAME, NAME, password);
        }
    }

    private Path passwordFile() {
        return state.resolve("admin-password");
    }
}
