package io.lunette.simulate.store;

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
import io.lunette.port.VirtualAdapters;
import io.lunette.port.Volumes;
import io.lunette.run.Journal;
import java.time.Clock;
import java.util.function.Supplier;

/** A state store that forgets all when it is dropped. */
public final class InMemoryStateStore implements StateStore {
    private final Tables tables = new Tables();
    private final InMemoryServers servers = new InMemoryServers(tables);
    private final InMemoryVolumes volumes = new InMemoryVolumes(tables);
    private final InMemoryAttachments attachments = new InMemoryAttachments(tables);
    private final InMemoryImages images = new InMemoryImages(tables);
    private final InMemoryChapAccounts chapAccounts = new InMemoryChapAccounts(tables);
    private final InMemoryFlavors flavors = new InMemoryFlavors(tables);
    private final InMemoryHosts hosts = new InMemoryHosts(tables);
    private final InMemoryVirtualAdapters virtualAdapters = new InMemoryVirtualAdapters(tables);
    private final InMemoryMigrations migrations = new InMemoryMigrations(tables);
    private final InMemoryKeypairs keypairs = new InMemoryKeypairs(tables);
    private final InMemoryClusters clusters = new InMemoryClusters(tables);
    private final InMemoryIdentities identities = new InMemoryIdentities(tables);
    private final InMemoryOperations operations = new InMemoryOperations(tables);
    private final InMemoryLeases leases;
    private final InMemoryJournal journal = new InMemoryJournal(tables);

    /** A store whose leases end by the system's clock. */
    public InMemoryStateStore() {
        this(Clock.systemUTC());
    }

    /** A store whose leases end by {@code clock}. */
    public InMemoryStateStore(Clock clock) {
        this.leases = new InMemoryLeases(tables, clock);
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
    public VirtualAdapters virtualAdapters() {
        return virtualAdapters;
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
        return tables.memory.atomically(work);
    }

    @Override
    public void close() {
        tables.memory.close();
    }
}
