package io.lunette.server.store;

import io.lunette.failure.BackupFailure;
import io.lunette.failure.Outcome;
import io.lunette.port.Attachments;
import io.lunette.port.ChapAccounts;
import io.lunette.port.Clusters;
import io.lunette.port.Flavors;
import io.lunette.port.Identities;
import io.lunette.port.Images;
import io.lunette.port.Keypairs;
import io.lunette.port.KnownHosts;
import io.lunette.port.Leases;
import io.lunette.port.Migrations;
import io.lunette.port.Operations;
import io.lunette.port.Servers;
import io.lunette.port.StateStore;
import io.lunette.port.StoreCopies;
import io.lunette.port.VirtualAdapters;
import io.lunette.port.Volumes;
import io.lunette.run.Journal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** The state in an SQL database. */
public final class SqlStateStore implements StateStore {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Database database;
    private final StoreCopies copies;
    private final Runnable unlock;
    private final Servers servers;
    private final Volumes volumes;
    private final Attachments attachments;
    private final Images images;
    private final ChapAccounts chapAccounts;
    private final Flavors flavors;
    private final Keypairs keypairs;
    private final KnownHosts hosts;
    private final VirtualAdapters virtualAdapters;
    private final Migrations migrations;
    private final Clusters clusters;
    private final Identities identities;
    private final Operations operations;
    private final Leases leases;
    private final Journal journal;

    private SqlStateStore(Database database, SecretBox box, StoreCopies copies, Runnable unlock, Clock clock) {
        this.database = database;
        this.copies = copies;
        this.unlock = unlock;
        this.servers = new SqlServers(database);
        this.volumes = new SqlVolumes(database);
        this.attachments = new SqlAttachments(database);
        this.images = new SqlImages(database);
        this.chapAccounts = new SqlChapAccounts(database, box);
        this.flavors = new SqlFlavors(database);
        this.keypairs = new SqlKeypairs(database);
        this.hosts = new SqlHosts(database);
        this.virtualAdapters = new SqlVirtualAdapters(database);
        this.migrations = new SqlMigrations(database);
        this.clusters = new SqlClusters(database);
        this.identities = new SqlIdentities(database);
        this.operations = new SqlOperations(database);
        this.leases = new SqlLeases(database, clock);
        this.journal = new SqlJournal(database);
    }

    /**
     * Opens an SQLite file, which is made with its folder if it is not there, and keeps every other process from it until
     * the store is closed. Fails with a {@link io.lunette.failure.StoreFailure}.
     *
     * @param clock by which leases end
     */
    public static Outcome<SqlStateStore> open(Path file, Clock clock) {
        return open(file, clock, PATIENCE);
    }

    /** As {@link #open}, and without what the file held before: nothing of it goes while another process has it. */
    public static Outcome<SqlStateStore> openEmpty(Path file, Clock clock) {
        return StateFile.prepare(file)
                .then(real -> StoreLock.take(real)
                        .then(lock -> StateFile.empty(real)
                                .ifFailed(failure -> lock.close())
                                .then(emptied -> open(real, lock, clock, PATIENCE))));
    }

    /** Keeps every process from a file, which need not be there, until what this gives is closed. */
    public static Outcome<AutoCloseable> reserve(Path file) {
        return StoreLock.take(file.toAbsolutePath()).map(lock -> lock);
    }

    /**
     * Opens a PostgreSQL database, whose tables are made if it has none; other controllers may have it too, but no other
     * process with the same state directory. Fails with a {@link io.lunette.failure.StoreFailure}.
     *
     * @param state the controller's state directory
     * @param clock by which leases end
     */
    public static Outcome<SqlStateStore> open(PostgresAddress address, Path state, Clock clock) {
        return StoreLock.take(state.resolve("controller-id"))
                .then(lock -> new PostgresDatabase(address, PATIENCE)
                        .open()
                        .then(database -> store(address, database, state, lock::close, clock))
                        .ifFailed(failure -> lock.close()));
    }

    /** As {@link #open(PostgresAddress, Path, Clock)}, for a process that is no controller. */
    public static Outcome<SqlStateStore> openBeside(PostgresAddress address, Path state, Clock clock) {
        return openBeside(address, state, clock, PATIENCE);
    }

    static Outcome<SqlStateStore> openBeside(PostgresAddress address, Path state, Clock clock, Duration patience) {
        return new PostgresDatabase(address, patience)
                .open()
                .then(database -> store(address, database, state, () -> {}, clock));
    }

    private static Outcome<SqlStateStore> store(
            PostgresAddress address, Database database, Path state, Runnable unlock, Clock clock) {
        return SecretKey.of(database, new SecretKeyFile(state), address.toString(), false)
                .map(box -> new SqlStateStore(database, box, noCopies(address), unlock, clock))
                .ifFailed(failure -> database.close());
    }

    private static StoreCopies noCopies(PostgresAddress address) {
        return () -> Outcome.failed(new BackupFailure.UsePgDump(address.toString()));
    }

    /**
     * Puts a backup in the place of a state file that no process uses, and says where the state of before is kept, if
     * there was one. Fails with a {@link io.lunette.failure.StoreFailure} or a {@link BackupFailure}, and changes nothing
     * then.
     *
     * @param forgetSecrets leaves out what is sealed with a key that is lost
     */
    public static Outcome<Optional<Path>> restore(Path backup, Path file, InstantSource clock, boolean forgetSecrets) {
        SqliteLibrary.load();
        return StateFile.prepare(file)
                .then(real -> StoreLock.take(real).then(lock -> {
                    try (lock) {
                        return new SqliteRestore(real, clock, forgetSecrets).from(backup);
                    }
                }));
    }

    /** With a wait of its own for a database that others have locked. */
    static Outcome<SqlStateStore> open(Path file, Clock clock, Duration patience) {
        return StateFile.prepare(file)
                .then(real -> StoreLock.take(real).then(lock -> open(real, lock, clock, patience)));
    }

    private static Outcome<SqlStateStore> open(Path file, StoreLock lock, Clock clock, Duration patience) {
        SqliteFile sqlite = new SqliteFile(file, patience);
        return StateFile.clear(file)
                .then(cleared -> sqlite.open())
                .then(database -> SecretKey.of(database, SecretKeyFile.beside(file), file.toString(), true)
                        .map(box -> new SqlStateStore(database, box, sqlite.copies(), lock::close, clock))
                        .ifFailed(failure -> database.close()))
                .ifFailed(failure -> lock.close());
    }

    @Override
    public Servers servers() {
        return servers;
    }

    @Override
    public Volumes volumes() {
        return volumes;
    }

    @Override
    public Attachments attachments() {
        return attachments;
    }

    @Override
    public Images images() {
        return images;
    }

    @Override
    public ChapAccounts chapAccounts() {
        return chapAccounts;
    }

    @Override
    public Flavors flavors() {
        return flavors;
    }

    @Override
    public KnownHosts hosts() {
        return hosts;
    }

    @Override
    public Migrations migrations() {
        return migrations;
    }

    @Override
    public Keypairs keypairs() {
        return keypairs;
    }

    @Override
    public VirtualAdapters virtualAdapters() {
        return virtualAdapters;
    }

    @Override
    public Clusters clusters() {
        return clusters;
    }

    @Override
    public Identities identities() {
        return identities;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public Leases leases() {
        return leases;
    }

    /** What is under way; in the same transactions. */
    public Journal journal() {
        return journal;
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        return database.atomically(work);
    }

    /** Copies of this store; of a PostgreSQL database there are none but its own tools'. */
    public StoreCopies copies() {
        return copies;
    }

    /**
     * Connections for others who keep rows of their own in this database: within {@link #atomically} that of this thread's
     * transaction, of which all that is written is a part; else one whose every statement is committed by itself.
     */
    public DataSource connections() {
        return database.connections();
    }

    @Override
    public void close() {
        try {
            database.close();
        } finally {
            unlock.run();
        }
    }
}
