package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.port.StateStore;
import io.lunette.server.config.Entry;
import io.lunette.server.config.Settings;
import io.lunette.server.config.SettingsLoader;
import io.lunette.server.config.Surroundings;
import io.lunette.server.store.SqlStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewStoreTest {
    @TempDir
    Path folder;

    private Settings settings;
    private Path file;

    @BeforeEach
    void load() {
        SettingsLoader.Result loaded = SettingsLoader.load(
                Optional.empty(),
                List.of(Entry.ofOption("--state", "state", folder.toString())),
                Surroundings.ofThisProcess());
        settings = assertInstanceOf(SettingsLoader.Good.class, loaded).settings();
        file = folder.resolve("lunette.db");
    }

    private static void fill(StateStore store) {
        store.identities().insertProject(new Project(new ProjectId("p"), "recovered-p", "", true));
    }

    private Outcome<String> write(Consumer<StateStore> content) {
        return NewStore.of(settings, Optional.empty()).then(store -> {
            try (store) {
                return store.write(content);
            }
        });
    }

    private List<Project> projects() {
        try (StateStore store = SqlStateStore.open(file, Clock.systemUTC()).get()) {
            return store.identities().projects();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void a_store_is_there_with_its_rows_once_it_is_written() throws IOException {
        assertEquals(Outcome.done(file.toString()), write(NewStoreTest::fill));
        assertEquals(List.of("lunette.db", "secrets.key"), files());
        assertEquals("recovered-p", projects().getFirst().name());
    }

    @Test
    void a_store_that_fails_in_the_making_leaves_nothing() throws IOException {
        assertThrows(
                IllegalStateException.class,
                () -> write(store -> {
                    fill(store);
                    throw new IllegalStateException("no");
                }));
        assertEquals(List.of("secrets.key"), files());
    }

    @Test
    void an_empty_store_is_replaced() {
        SqlStateStore.open(file, Clock.systemUTC()).get().close();
        assertEquals(Outcome.done(file.toString()), write(NewStoreTest::fill));
        assertEquals(1, projects().size());
    }

    @Test
    void a_store_with_rows_and_what_is_no_store_are_left_alone() throws IOException {
        try (StateStore store = SqlStateStore.open(file, Clock.systemUTC()).get()) {
            store.identities().insertUser(new User(new UserId("u"), "ann", "", "", true));
        }
        assertInstanceOf(
                StoreFailure.IsThere.class,
                write(NewStoreTest::fill).failureIfAny().orElseThrow());
        assertEquals(List.of(), projects());
        Files.writeString(file, "not a database, and long enough not to be taken for an empty one".repeat(20));
        assertInstanceOf(
                StoreFailure.IsThere.class,
                write(NewStoreTest::fill).failureIfAny().orElseThrow());
    }

    @Test
    void a_store_that_a_service_has_is_in_use() {
        try (StateStore store = SqlStateStore.open(file, Clock.systemUTC()).get()) {
            assertTrue(store.identities().users().isEmpty());
            assertTrue(write(NewStoreTest::fill).failureIfAny().isPresent());
            Outcome<NewStore> beside = NewStore.of(settings, Optional.of(folder.resolve("other.db")));
            assertInstanceOf(StoreFailure.InUse.class, beside.failureIfAny().orElseThrow());
        }
    }

    @Test
    void another_file_can_be_made_beside_a_store() {
        SqlStateStore.open(file, Clock.systemUTC()).get().close();
        Path other = folder.resolve("other.db");
        try (NewStore store = NewStore.of(settings, Optional.of(other)).get()) {
            assertEquals(Outcome.done(other.toString()), store.write(NewStoreTest::fill));
        }
        assertEquals(List.of(), projects());
    }
}
