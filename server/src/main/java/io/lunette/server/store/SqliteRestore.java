package io.lunette.server.store;

import io.lunette.failure.BackupFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StoreFailure;
import io.lunette.failure.Unit;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import org.sqlite.SQLiteDataSource;

/** Puts a backup in the place of a state file that no process has open, and keeps what was there. */
final class SqliteRestore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** The schema that has them. */
    private static final int SECRETS_SINCE = 6;

    /** Numbers that only grow must not be given twice: as many as this may have been given since the backup was taken. */
    private static final long GIVEN_SINCE = 1_000_000;

    private final Path file;
    private final InstantSource clock;
    private final boolean forgetSecrets;

    // The caller has the file's lock. Secrets are forgotten when the key that they are sealed with is lost.
    SqliteRestore(Path file, InstantSource clock, boolean forgetSecrets) {
        this.forgetSecrets = forgetSecrets;
        this.file = file;
        this.clock = clock;
    }

    /** Where the state of before is now; empty when there was none. A backup that is refused changes nothing. */
    Outcome<Optional<Path>> from(Path backup) {
        Path fresh = file.resolveSibling(file.getFileName() + ".restoring");
        try {
            Outcome<Unit> ready = makeReady(backup, fresh);
            return ready instanceof Outcome.Failed<Unit> refused ? refused.as() : Outcome.done(exchange(fresh));
        } catch (IOException problem) {
            return Outcome.failed(new StoreFailure.CannotOpen(file.toString(), StateFile.text(problem)));
        } finally {
            remove(fresh);
        }
    }

    private Outcome<Unit> makeReady(Path backup, Path fresh) throws IOException {
        if (!Files.isRegularFile(backup) || !Files.isReadable(backup)) {
            return Outcome.failed(new StoreFailure.NotAState(backup.toString(), "there is no such file to read"));
        }
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(StateFile.OWNER_ONLY));
        Files.copy(backup, fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(fresh, StateFile.OWNER_ONLY);
        Outcome<Unit> checked = check(backup, fresh);
        sync(fresh);
        return checked;
    }

    private Outcome<Unit> check(Path backup, Path fresh) {
        try (Connection connection = source(fresh).getConnection()) {
            Outcome<Integer> schema = Schema.known(connection, backup.toString());
            if (schema instanceof Outcome.Failed<Integer> failed) {
                return failed.as();
            }
            String found = first(connection, "PRAGMA integrity_check");
            if (!found.equals("ok")) {
                return Outcome.failed(new BackupFailure.Damaged(backup.toString(), found));
            }
            leaveThePast(connection);
            if (forgetSecrets && schema.get() >= SECRETS_SINCE) {
                forgetSecrets(connection);
            }
            return Outcome.done();
        } catch (SQLException problem) {
            return Outcome.failed(
                    SqliteErrors.isNoDatabase(problem)
                            ? new StoreFailure.NotAState(backup.toString(), "it is not an SQLite database")
                            : new BackupFailure.Damaged(backup.toString(), String.valueOf(problem.getMessage())));
        }
    }

    // A token that was revoked after the backup must not be good again, nor an old fence or generation be given anew.
    private static void leaveThePast(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("BEGIN IMMEDIATE");
            statement.executeUpdate("DELETE FROM tokens");
            statement.executeUpdate("UPDATE leases SET owner = NULL, fence = fence + " + GIVEN_SINCE);
            statement.executeUpdate("UPDATE volumes SET last_generation = last_generation + " + GIVEN_SINCE);
            statement.executeUpdate("COMMIT");
        }
    }

    private static void forgetSecrets(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM chap_accounts");
            statement.executeUpdate("DELETE FROM secret_key");
        }
    }

    private Optional<Path> exchange(Path fresh) throws IOException {
        Optional<Path> aside = Files.size(file) == 0 ? Optional.empty() : Optional.of(setAside());
        // Now the new file alone has the name; before this moment the old one had it, whole.
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(Objects.requireNonNull(file.getParent()));
        return aside;
    }

    private Path setAside() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".before-" + STAMP.format(clock.instant()));
        writeBackLog();
        Files.createLink(aside, file);
        // What a broken file has in its log cannot be written back: it goes along, and never into the new file.
        moveIfThere("-wal", aside);
        Files.deleteIfExists(Path.of(file + "-shm"));
        return aside;
    }

    private void writeBackLog() {
        try (Connection connection = source(file).getConnection()) {
            first(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        } catch (SQLException broken) {
            System.getLogger(SqliteRestore.class.getName())
                    .log(System.Logger.Level.DEBUG, "the state that is set aside cannot be opened", broken);
        }
    }

    private void moveIfThere(String suffix, Path aside) throws IOException {
        Path part = Path.of(file + suffix);
        if (Files.exists(part)) {
            Files.move(part, Path.of(aside + suffix));
        }
    }

    private static SQLiteDataSource source(Path file) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file.toUri());
        return source;
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path fresh) {
        try {
            for (String suffix : new String[] {"", "-journal", "-wal", "-shm"}) {
                Files.deleteIfExists(Path.of(fresh + suffix));
            }
        } catch (IOException left) {
            System.getLogger(SqliteRestore.class.getName())
                    .log(System.Logger.Level.WARNING, "a part of the restored copy is left: {0}", left.getMessage());
        }
    }
}
