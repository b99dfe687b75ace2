package io.lunette.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Role;
import io.lunette.port.StoreCopies;
import io.lunette.server.store.SqlStateStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void a_backup_is_brought_back_and_where_the_old_state_is_kept_is_told() throws IOException {
        Path backup = folder.resolve("backup.db");
        try (SqlStateStore store = open()) {
            store.identities().insertRole(new Role("r", "role", ""));
            StoreCopies.Copy copy = store.copies().take().get();
            try (InputStream data = copy.data()) {
                Files.copy(data, backup);
            }
            store.identities().removeRole("r");
        }

        assertEquals(
                0, restore(backup.toString(), "--state", state().toString()), err.toString(StandardCharsets.UTF_8));

        String told = out.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("kept as " + state().resolve("lunette.db.before-")), told);
        try (SqlStateStore store = open()) {
            assertEquals(1, store.identities().roles().size());
        }
    }

    @Test
    void while_the_service_runs_nothing_is_restored() {
        try (SqlStateStore store = open()) {
            assertEquals(1, restore("/nowhere", "--state", state().toString()));
            assertEquals(List.of(), store.identities().roles());
        }
        assertTrue(
                err.toString(StandardCharsets.UTF_8).contains("another Lunette is running"),
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void on_postgresql_the_command_for_it_is_told() throws IOException {
        Path settings = Files.writeString(folder.resolve("l.yaml"), "store: postgresql://ann@db/lunette");

        assertEquals(1, restore("backup.db", "--config", settings.toString()));

        String told = err.toString(StandardCharsets.UTF_8);
        assertTrue(told.contains("pg_restore") && told.contains("postgresql://ann@db:5432/lunette"), told);
    }

    @Test
    void what_is_said_wrongly_is_told_with_the_usage() {
        assertEquals(2, restore());
        assertEquals(2, restore("--state", "/x"));
        assertEquals(2, restore("backup.db", "--what"));
        assertEquals(0, restore("--help"));
        assertTrue(out.toString(StandardCharsets.UTF_8).startsWith("Usage: lunette restore FILE"));
    }

    private int restore(String... words) {
        return Restore.run(
                List.of(words),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private SqlStateStore open() {
        return SqlStateStore.open(state().resolve("lunette.db"), Clock.systemUTC())
                .get();
    }
}
