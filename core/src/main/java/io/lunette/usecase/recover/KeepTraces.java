package io.lunette.usecase.recover;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainSpec.DiskTag;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.MarkReader;
import io.lunette.domainxml.ServerMark;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.AdoptedLabels;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.Hypervisor;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import io.lunette.usecase.lease.Later;
import io.lunette.usecase.server.Hosts;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets domains and LUNs tell what the store has of them: marks in the domains' metadata, labels beside the LUNs. They
 * follow a little behind the store, when the work that changed it is over, so that nobody waits for them, neither for the
 * disk nor for the domain's lock; {@link #all} makes up for what a crash or a failure left behind. What changed several
 * times meanwhile is written once, and a trace that is as it should be is not written again.
 */
public final class KeepTraces {
    private static final System.Logger LOG = System.getLogger(KeepTraces.class.getName());

    private static final Duration BEHIND = Duration.ofSeconds(1);

    private final StateStore store;
    private final Hosts hosts;
    private final LunSource source;
    private final AdoptedLabels adopted;
    private final Later oneByOne;
    private final Set<Object> waiting = ConcurrentHashMap.newKeySet();
    private final Map<ServerId, Element> marks = new ConcurrentHashMap<>();
    private final Map<VolumeId, Map<String, String>> labels = new ConcurrentHashMap<>();

    /**
     * Traces of what {@code store} has.
     *
     * @param oneByOne runs one at a time, in order: of two states of a row, the later one stays
     */
    public KeepTraces(StateStore store, Hosts hosts, LunSource source, AdoptedLabels adopted, Later oneByOne) {
        this.store = store;
        this.hosts = hosts;
        this.source = source;
        this.adopted = adopted;
        this.oneByOne = oneByOne;
    }

    void follow(ChangedRows changes) {
        changes.servers().forEach(id -> later(id, () -> mark(id)));
        changes.volumes().forEach(id -> later(id, () -> label(id)));
    }

    /** Sees to every server's mark and every volume's label. */
    public void all() {
        store.servers().list(Optional.empty()).forEach(server -> later(server.id(), () -> mark(server.id())));
        store.volumes().list(Optional.empty()).forEach(volume -> later(volume.id(), () -> label(volume.id())));
    }

    private void later(Object id, Runnable work) {
        if (waiting.add(id)) {
            // What is still to come when the service ends is left to the next start.
            oneByOne.run(BEHIND, () -> {
                waiting.remove(id);
                run(id, work);
            });
        }
    }

    private static void run(Object id, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException problem) {
            LOG.log(Level.WARNING, "the traces of " + id + " were not kept", problem);
        }
    }

    private void mark(ServerId id) {
        Optional<Server> server = store.servers().find(id);
        if (server.isEmpty()) {
            marks.remove(id);
        } else if (server.get().status() != ServerStatus.BUILD) {
            Element wanted = wanted(server.get());
            if (!wanted.equals(marks.get(id))) {
                hosts.of(server.get().host())
                        .then(world -> mark(world.hypervisor(), server.get(), wanted))
                        .ifFailed(failure -> warn("The mark of server " + id, failure));
            }
        }
    }

    private Element wanted(Server server) {
        return ServerMark.of(
                server,
                store.attachments().ofServer(server.id()).stream()
                        .flatMap(attachment -> tag(attachment).stream())
                        .sorted(Comparator.comparing(DiskTag::alias))
                        .toList());
    }

    private static Optional<DiskTag> tag(Attachment attachment) {
        return attachment.tag().map(tag -> new DiskTag(DiskSpec.aliasOf(attachment.volume()), tag));
    }

    private Outcome<Unit> mark(Hypervisor host, Server server, Element wanted) {
        return host.find(server.id()).then(domain -> {
            if (domain.isEmpty()) {
                return Outcome.done();
            }
            Outcome<Unit> marked =
                    isMarked(domain.get(), server, wanted) ? Outcome.done() : host.mark(server.id(), Xml.print(wanted));
            return marked.ifDone(done -> marks.put(server.id(), wanted));
        });
    }

    private static boolean isMarked(DomainSnapshot domain, Server server, Element wanted) {
        return isMarked(domain.persistentXml(), server, wanted)
                && domain.liveXml().map(live -> isMarked(live, server, wanted)).orElse(true);
    }

    /** Compared by what it says: libvirt lays it out in its own way. */
    private static boolean isMarked(String domainXml, Server server, Element wanted) {
        Element domain = Xml.parse(domainXml);
        return MarkReader.read(domain, server.host(), server.status())
                .map(said -> ServerMark.of(said, tags(domain)).equals(wanted))
                .toOptional()
                .orElse(false);
    }

    private static List<DiskTag> tags(Element domain) {
        return MarkReader.find(domain).map(ServerMark::diskTags).orElse(Map.of()).entrySet().stream()
                .map(entry -> new DiskTag(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(DiskTag::alias))
                .toList();
    }

    private void label(VolumeId id) {
        Optional<Volume> volume =
                store.volumes().find(id).filter(row -> row.lun().isPresent());
        if (volume.isEmpty()) {
            labels.remove(id);
            adopted.forget(id).ifFailed(failure -> warn("That volume " + id + " is gone", failure));
        } else {
            Map<String, String> wanted =
                    VolumeLabel.write(volume.get(), store.attachments().ofVolume(id));
            if (!wanted.equals(labels.get(id))) {
                label(volume.get(), wanted)
                        .ifDone(done -> labels.put(id, wanted))
                        .ifFailed(failure -> warn("The label of volume " + id, failure));
            }
        }
    }

    private Outcome<Unit> label(Volume volume, Map<String, String> wanted) {
        VolumeId id = volume.id();
        return (volume.isAdopted() ? adopted.of(id) : source.labels(id)).then(there -> {
            if (there.equals(wanted)) {
                return Outcome.done();
            }
            return volume.isAdopted() ? adopted.keep(id, wanted) : source.label(id, wanted);
        });
    }

    private static void warn(String what, Failure failure) {
        LOG.log(Level.WARNING, what + " was not kept: " + failure.sentence());
    }
}
