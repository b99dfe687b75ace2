package io.lunette.server;

import io.lunette.model.Operation;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A store for proving that this process may be killed at any moment: it ends the process, as SIGKILL does, before or after
 * one of the records of one kind of work. {@code -Dlunette.halt-at=attach_volume:7} halts at the seventh of these places.
 * Nobody uses it but {@code ./dev bench kill} and the tests.
 */
final class HaltingStore implements StateStore {
    private static final String PROPERTY = "lunette.halt-at";
    private static final int KILLED = 137;
    private static final Set<String> RECORDS = Set.of("insert", "progress", "update");

    private final StateStore store;
    private final int place;
    private final AtomicInteger places = new AtomicInteger();

    @SuppressWarnings("ThreadLocalUsage") // a store's own: the transactions of one are not another's
    private final ThreadLocal<Transaction> transaction = ThreadLocal.withInitial(Transaction::new);

    private final Operations operations;

    /** How deep this thread is in, and whether it has recorded anything there. */
    private static final class Transaction {
        int depth;
        boolean recorded;
    }

    private HaltingStore(StateStore store, String action, int place) {
        this.store = store;
        this.place = place;
        this.operations = (Operations) Proxy.newProxyInstance(
                Operations.class.getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> {
                    boolean counts = RECORDS.contains(method.getName())
                            && arguments[0] instanceof Operation operation
                            && operation.action().equals(action);
                    if (counts) {
                        reached();
                    }
                    try {
                        return method.invoke(store.operations(), arguments);
                    } catch (InvocationTargetException problem) {
                        throw problem.getCause();
                    } finally {
                        if (counts) {
                            transaction.get().recorded = true;
                            reached();
                        }
                    }
                });
    }

    /** The store itself, unless this process was started to be killed. */
    static StateStore around(StateStore store) {
        String[] words = System.getProperty(PROPERTY, "").split(":", 2);
        return words.length < 2 ? store : new HaltingStore(store, words[0], Integer.parseInt(words[1]));
    }

    private void reached() {
        if (places.incrementAndGet() == place) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        Transaction mine = transaction.get();
        mine.depth++;
        try {
            return store.atomically(work);
        } finally {
            mine.depth--;
            if (mine.depth == 0 && mine.recorded) {
                mine.recorded = false;
                reached();
            }
        }
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public Servers servers() {
        return store.servers();
    }

    @Override
    public Volumes volumes() {
        return store.volumes();
    }

    @Override
    public Attachments attachments() {
        return store.attachments();
    }

    @Override
    public Images images() {
        return store.images();
    }

    @Override
    public ChapAccounts chapAccounts() {
        return store.chapAccounts();
    }

    @Override
    public Flavors flavors() {
        return store.flavors();
    }

    @Override
    public Keypairs keypairs() {
        return store.keypairs();
    }

    @Override
    public Clusters clusters() {
        return store.clusters();
    }

    @Override
    public KnownHosts hosts() {
        return store.hosts();
    }

    @Override
    public VirtualAdapters virtualAdapters() {
        return store.virtualAdapters();
    }

    @Override
    public Migrations migrations() {
        return store.migrations();
    }

    @Override
    public Identities identities() {
        return store.identities();
    }

    @Override
    public Leases leases() {
        return store.leases();
    }

    @Override
    public void close() {
        store.close();
    }
}
