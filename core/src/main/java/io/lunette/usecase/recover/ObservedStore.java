package io.lunette.usecase.recover;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.Wwid;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A store that tells, once a change is kept, whose rows it changed: servers and volumes, whichever use case did it. What is
 * taken back is not told, save within a transaction that goes on without it.
 */
public final class ObservedStore implements StateStore {
    private final StateStore store;

    @SuppressWarnings("ThreadLocalUsage") // a store's own: changes of one are not another's
    private final ThreadLocal<ChangedRows> underWay = new ThreadLocal<>();

    private volatile Consumer<ChangedRows> observer = changes -> {};

    public ObservedStore(StateStore store) {
        this.store = store;
    }

    /** From now on, {@code traces} is told. */
    public void tell(KeepTraces traces) {
        observer = traces::follow;
    }

    void tell(Consumer<ChangedRows> told) {
        observer = told;
    }

    private void changed(Consumer<ChangedRows> note) {
        ChangedRows changes = underWay.get();
        if (changes != null) {
            note.accept(changes);
        } else {
            ChangedRows single = new ChangedRows();
            note.accept(single);
            observer.accept(single);
        }
    }

    private void changedServer(ServerId id) {
        changed(changes -> changes.servers().add(id));
    }

    private void changedVolume(VolumeId id) {
        changed(changes -> changes.volumes().add(id));
    }

    @Override
    public <T> T atomically(Supplier<T> work) {
        if (underWay.get() != null) {
            return store.atomically(work);
        }
        ChangedRows changes = new ChangedRows();
        underWay.set(changes);
        T result;
        try {
            result = store.atomically(work);
        } finally {
            underWay.remove();
        }
        observer.accept(changes);
        return result;
    }

    @Override
    public Servers servers() {
        return new ObservedServers(store.servers());
    }

    @Override
    public Volumes volumes() {
        return new ObservedVolumes(store.volumes());
    }

    @Override
    public Attachments attachments() {
        return new ObservedAttachments(store.attachments());
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
    public Operations operations() {
        return store.operations();
    }

    @Override
    public Leases leases() {
        return store.leases();
    }

    @Override
    public void close() {
        store.close();
    }

    private final class ObservedServers implements Servers {
        private final Servers rows;

        ObservedServers(Servers rows) {
            this.rows = rows;
        }

        @Override
        public void insert(Server server) {
            rows.insert(server);
            changedServer(server.id());
        }

        @Override
        public Optional<Server> find(ServerId id) {
            return rows.find(id);
        }

        @Override
        public List<Server> list(Optional<ProjectId> project) {
            return rows.list(project);
        }

        @Override
        public List<Server> onHost(HostName host) {
            return rows.onHost(host);
        }

        @Override
        public boolean update(Server changed) {
            boolean done = rows.update(changed);
            if (done) {
                changedServer(changed.id());
            }
            return done;
        }

        @Override
        public void remove(ServerId id) {
            rows.remove(id);
            changedServer(id);
        }
    }

    private final class ObservedVolumes implements Volumes {
        private final Volumes rows;

        ObservedVolumes(Volumes rows) {
            this.rows = rows;
        }

        @Override
        public void insert(Volume volume) {
            rows.insert(volume);
            changedVolume(volume.id());
        }

        @Override
        public Optional<Volume> find(VolumeId id) {
            return rows.find(id);
        }

        @Override
        public Optional<Volume> findByWwid(Wwid wwid) {
            return rows.findByWwid(wwid);
        }

        @Override
        public List<Volume> list(Optional<ProjectId> project) {
            return rows.list(project);
        }

        @Override
        public boolean update(Volume changed) {
            boolean done = rows.update(changed);
            if (done) {
                changedVolume(changed.id());
            }
            return done;
        }

        @Override
        public void remove(VolumeId id) {
            rows.remove(id);
            changedVolume(id);
        }
    }

    private final class ObservedAttachments implements Attachments {
        private final Attachments rows;

        ObservedAttachments(Attachments rows) {
            this.rows = rows;
        }

        @Override
        public void insert(Attachment attachment) {
            rows.insert(attachment);
            changed(attachment);
        }

        @Override
        public Optional<Attachment> find(AttachmentId id) {
            return rows.find(id);
        }

        @Override
        public List<Attachment> ofServer(ServerId server) {
            return rows.ofServer(server);
        }

        @Override
        public List<Attachment> ofVolume(VolumeId volume) {
            return rows.ofVolume(volume);
        }

        @Override
        public List<Attachment> all() {
            return rows.all();
        }

        @Override
        public boolean update(Attachment attachment) {
            boolean done = rows.update(attachment);
            if (done) {
                changed(attachment);
            }
            return done;
        }

        @Override
        public boolean remove(AttachmentId id, long generation) {
            Optional<Attachment> known = rows.find(id);
            boolean done = rows.remove(id, generation);
            if (done) {
                known.ifPresent(this::changed);
            }
            return done;
        }

        @Override
        public long nextGeneration(VolumeId volume) {
            return rows.nextGeneration(volume);
        }

        private void changed(Attachment attachment) {
            changedVolume(attachment.volume());
            if (attachment.tag().isPresent()) {
                // The mark of its server tells it.
                changedServer(attachment.server());
            }
        }
    }
}
