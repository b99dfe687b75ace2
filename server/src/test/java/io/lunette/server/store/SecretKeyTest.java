package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Iqn;
import io.lunette.model.ProjectId;
import io.lunette.model.UserId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.ChapAccounts.Holder;
import io.lunette.port.StoreUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The secrets of a store and the key that they are sealed with. */
class SecretKeyTest {
    private static final Iqn INITIATOR = Iqn.parse("iqn.2026-11.io.lunette:one").get();
    private static final Iqn OTHER = Iqn.parse("iqn.2026-11.io.lunette:two").get();
    private static final ChapAccount ACCOUNT = new ChapAccount("someone", new ChapSecret("ThisIsTheSecret!"));
    private static final VolumeId VOLUME = new VolumeId(new UUID(0, 1));

    @TempDir
    private Path folder;

    private Path key() {
        return folder.resolve("secrets.key");
    }

    private Outcome<SqlStateStore> open() {
        return SqlStateStore.open(folder.resolve("state.db"), Clock.systemUTC());
    }

    private Failure refusal() {
        return open().failureIfAny().orElseThrow();
    }

    private static void put(SqlStateStore store) {
        store.volumes().insert(volume());
        store.chapAccounts().put(Holder.of(VOLUME, INITIATOR), ACCOUNT);
    }

    private static Volume volume() {
        return new Volume(
                VOLUME,
                0,
                "data",
                "",
                new ProjectId("p"),
                new UserId("u"),
                1,
                VolumeStatus.CREATING,
                false,
                false,
                "lunette",
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void the_key_is_made_for_its_owner_alone_and_stays() throws IOException {
        open().get().close();
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(key())));
        String made = Files.readString(key());
        open().get().close();
        assertEquals(made, Files.readString(key()));
    }

    @Test
    void no_file_of_the_store_has_the_secret_in_it() throws IOException {
        try (SqlStateStore store = open().get()) {
            put(store);
            assertNowhere();
        }
        assertNowhere();
    }

    private void assertNowhere() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(ACCOUNT.secret().text()), file.toString());
            }
        }
    }

    @Test
    void a_key_that_others_can_read_is_refused() throws IOException {
        open().get().close();
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString(mode));
            StoreFailure.KeyUnusable refused = assertInstanceOf(StoreFailure.KeyUnusable.class, refusal());
            assertTrue(refused.why().contains(mode), refused.why());
            assertTrue(refused.fix().contains("chmod 600 " + key()), refused.fix());
        }
    }

    @Test
    void what_is_no_key_is_refused() throws IOException {
        open().get().close();
        for (String text : new String[] {"", "c2hvcnQ=", "not Base64 at all"}) {
            Files.writeString(key(), text);
            assertInstanceOf(StoreFailure.KeyUnusable.class, refusal());
        }
    }

    @Test
    void secrets_without_their_key_are_refused() throws IOException {
        try (SqlStateStore store = open().get()) {
            put(store);
        }
        Files.delete(key());
        assertInstanceOf(StoreFailure.KeyMissing.class, refusal());
        assertFalse(Files.exists(key()), "no other key is made in its place");
    }

    @Test
    void another_key_is_refused_and_the_right_one_opens_again() throws IOException {
        try (SqlStateStore store = open().get()) {
            put(store);
        }
        String right = Files.readString(key());
        Files.delete(key());
        new SecretKeyFile(folder).make().get();
        assertInstanceOf(StoreFailure.KeyDoesNotFit.class, refusal());
        Files.writeString(key(), right);
        try (SqlStateStore store = open().get()) {
            assertEquals(Optional.of(ACCOUNT), store.chapAccounts().find(Holder.of(VOLUME, INITIATOR)));
        }
    }

    @Test
    void a_store_whose_key_is_lost_goes_on_without_its_secrets() throws IOException {
        try (SqlStateStore store = open().get()) {
            put(store);
        }
        Path copy = Files.copy(folder.resolve("state.db"), folder.resolve("copy.db"));
        Files.delete(key());

        SqlStateStore.restore(copy, folder.resolve("state.db"), Clock.systemUTC(), true)
                .get();

        try (SqlStateStore store = open().get()) {
            assertEquals(Optional.empty(), store.chapAccounts().find(Holder.of(VOLUME, INITIATOR)));
            assertTrue(store.volumes().find(VOLUME).isPresent());
        }
    }

    @Test
    void a_store_without_secrets_opens_with_a_new_key() throws IOException {
        open().get().close();
        Files.delete(key());
        open().get().close();
        assertTrue(Files.exists(key()));
    }

    @Test
    void a_secret_does_not_open_in_the_place_of_another() throws SQLException {
        try (SqlStateStore store = open().get()) {
            put(store);
            store.chapAccounts()
                    .put(Holder.of(VOLUME, OTHER), new ChapAccount("someone", new ChapSecret("another-secret")));
            try (Connection connection = store.connections().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(
                        "UPDATE chap_accounts SET sealed = (SELECT sealed FROM chap_accounts WHERE initiator = '"
                                + INITIATOR + "')");
            }
            assertThrows(StoreUnavailable.class, () -> store.chapAccounts().find(Holder.of(VOLUME, OTHER)));
            assertEquals(Optional.of(ACCOUNT), store.chapAccounts().find(Holder.of(VOLUME, INITIATOR)));
        }
    }

    @Test
    void controllers_of_one_database_share_the_key() throws IOException {
        PostgresAddress address = PostgresServer.get().newDatabase();
        Path other = Files.createDirectory(folder.resolve("other"));
        SqlStateStore.openBeside(address, folder, Clock.systemUTC()).get().close();
        assertInstanceOf(
                StoreFailure.KeyMissing.class,
                SqlStateStore.openBeside(address, other, Clock.systemUTC())
                        .failureIfAny()
                        .orElseThrow());
        new SecretKeyFile(other).make().get();
        assertInstanceOf(
                StoreFailure.KeyDoesNotFit.class,
                SqlStateStore.openBeside(address, other, Clock.systemUTC())
                        .failureIfAny()
                        .orElseThrow());
        Files.delete(other.resolve("secrets.key"));
        Files.copy(key(), other.resolve("secrets.key"), StandardCopyOption.COPY_ATTRIBUTES);
        SqlStateStore.openBeside(address, other, Clock.systemUTC()).get().close();
    }
}
