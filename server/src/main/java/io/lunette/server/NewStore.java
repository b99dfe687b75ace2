package io.lunette.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.port.StateStore;
import io.lunette.server.config.Settings;
import io.lunette.server.config.StoreLocation;
import io.lunette.server.store.SqlStateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store that is to be where there is none yet, or an empty one. Its file has its name only once all is in it: a service that was started on
 * a part of it would take for gone what is not there. As long as this is open, no service has the store.
 */
abstract sealed class NewStore implements AutoCloseable {

    /** Fails where there is a store already, or a service that has it. */
    static Outcome<NewStore> of(Settings settings, Optional<Path> into) {
        StoreLocation own = settings.store();
        Optional<Path> ownFile =
                own instanceof StoreLocation.SqliteFile(Path path) ? Optional.of(path) : Optional.empty();
        Optional<Path> file = into.or(() -> ownFile);
        if (file.filter(there -> Files.exists(there) && !isEmpty(there)).isPresent()) {
            return Outcome.failed(new StoreFailure.IsThere(file.get().toString()));
        }
        return file.isPresent()
                ? SqlStateStore.reserve(ownFile.orElse(file.get())).map(lock -> new OfFile(file.get(), lock))
                : ofDatabase((StoreLocation.Postgres) own, settings.state());
    }

    /** As a service leaves it that would not start with it. What cannot be opened is not known to be empty. */
    private static boolean isEmpty(Path file) {
        return switch (SqlStateStore.open(file, Clock.systemUTC())) {
            case Outcome.Done<SqlStateStore>(SqlStateStore store) -> {
                try (store) {
                    yield isEmpty(store);
                }
            }
            case Outcome.Failed<SqlStateStore> unreadable -> false;
        };
    }

    private static boolean isEmpty(StateStore store) {
        return store.identities().users().isEmpty()
                && store.servers().list(Optional.empty()).isEmpty()
                && store.volumes().list(Optional.empty()).isEmpty();
    }

    private static Outcome<NewStore> ofDatabase(StoreLocation.Postgres database, Path state) {
        return SqlStateStore.openBeside(Start.address(database), state, Clock.systemUTC())
                .then(store -> {
                    if (isEmpty(store)) {
                        return Outcome.done(new OfDatabase(nameOf(database), store));
                    }
                    store.close();
                    return Outcome.failed(new StoreFailure.IsThere(nameOf(database)));
                });
    }

    /** What messages call a store. */
    static String nameOf(StoreLocation store) {
        return switch (store) {
            case StoreLocation.SqliteFile(Path file) -> file.toString();
            case StoreLocation.Postgres database ->
                database.database() + " on " + database.host() + ":" + database.port();
        };
    }

    /** Fills it, and gives it its name: where it is, for people. */
    abstract Outcome<String> write(Consumer<StateStore> content);

    @Override
    public abstract void close();

    private static final class OfFile extends NewStore {
        private static final List<String> PARTS = List.of("", "-wal", "-shm", ".lock");

        private final Path file;
        private final Path unfinished;
        private final AutoCloseable lock;

        OfFile(Path file, AutoCloseable lock) {
            this.file = file;
            this.unfinished = file.resolveSibling(file.getFileName() + ".recovering");
            this.lock = lock;
        }

        @Override
        Outcome<String> write(Consumer<StateStore> content) {
            clear();
            try {
                return SqlStateStore.open(unfinished, Clock.systemUTC()).map(store -> {
                    try (store) {
                        content.accept(store);
                    }
                    name();
                    return file.toString();
                });
            } finally {
                clear();
            }
        }

        private void name() {
            try {
                // What an empty store before it left would be taken for changes of this one.
                Files.deleteIfExists(Path.of(file + "-wal"));
                Files.deleteIfExists(Path.of(file + "-shm"));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException unmovable) {
                throw new UncheckedIOException(unmovable);
            }
        }

        private void clear() {
            try {
                for (String part : PARTS) {
                    Files.deleteIfExists(Path.of(unfinished + part));
                }
            } catch (IOException undeletable) {
                throw new UncheckedIOException(undeletable);
            }
        }

        @Override
        public void close() {
            try {
                lock.close();
            } catch (Exception problem) {
                throw new IllegalStateException(problem);
            }
        }
    }

    private static final class OfDatabase extends NewStore {
        private final String name;
        private final StateStore store;

        OfDatabase(String name, StateStore store) {
            this.name = name;
            this.store = store;
        }

        @Override
        Outcome<String> write(Consumer<StateStore> content) {
            content.accept(store);
            return Outcome.done(name);
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
