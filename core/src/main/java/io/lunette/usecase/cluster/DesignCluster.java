package io.lunette.usecase.cluster;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.ClusterId;
import io.lunette.model.DeviceMode;
import io.lunette.model.ProjectId;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.plan.CommonAddresses;
import io.lunette.plan.CommonAddresses.Node;
import io.lunette.plan.CommonAddresses.Wanted;
import io.lunette.plan.ControllerTuning;
import io.lunette.plan.DomainView;
import io.lunette.port.StateStore;
import io.lunette.usecase.cluster.Design.PlacedLun;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.ServerAccess;
import io.lunette.usecase.volume.ClusterBonds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Looks whether servers and volumes can be a cluster, and where the LUNs go. Changes nothing. */
final class DesignCluster {
    private final StateStore store;
    private final ServerAccess access;
    private final ClusterBonds bonds;
    private final Hosts hosts;
    private final AttachVolume attach;
    private final ControllerTuning.Defaults tuning;

    DesignCluster(StateStore store, Hosts hosts, AttachVolume attach, ControllerTuning.Defaults tuning) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.bonds = new ClusterBonds(store);
        this.hosts = hosts;
        this.attach = attach;
        this.tuning = tuning;
    }

    /**
     * A volume that is wished for.
     *
     * @param address where the cluster has it already; empty for one that is new in it
     */
    record Wish(VolumeId volume, Optional<ScsiAddress> address) {}

    /** A volume on one of the servers. */
    private record Held(Volume volume, Attachment attachment) {}

    /**
     * The design, or why there can be none.
     *
     * @param self the cluster that is changed; empty where one is to be made
     */
    Outcome<Design> design(Caller caller, List<ServerId> servers, List<Wish> wishes, Optional<ClusterId> self) {
        return named("a server", servers)
                .then(fine ->
                        named("a volume", wishes.stream().map(Wish::volume).toList()))
                .then(fine -> each(sorted(servers), id -> access.changeable(caller, id)))
                .then(found -> each(wishes, wish -> access.volume(caller, wish.volume()))
                        .then(volumes -> oneProject(found, volumes)
                                .then(fine -> each(volumes, volume -> shareable(volume, self)))
                                .then(fine -> heldInside(found, volumes))
                                .then(held -> place(found, volumes, wishes, held))
                                .then(design -> foreseen(caller, design))));
    }

    private static List<ServerId> sorted(List<ServerId> servers) {
        return servers.stream().sorted(Comparator.comparing(ServerId::toString)).toList();
    }

    private static Outcome<Unit> named(String kind, List<?> things) {
        if (things.isEmpty()) {
            return Outcome.failed(new ClusterFailure.Empty(kind));
        }
        Set<Object> seen = new HashSet<>();
        return things.stream()
                .filter(thing -> !seen.add(thing))
                .findFirst()
                .<Outcome<Unit>>map(
                        twice -> Outcome.failed(new ClusterFailure.Twice(kind.replaceFirst("^a ", "") + " " + twice)))
                .orElseGet(Outcome::done);
    }

    /** All of them, or the first failure. */
    private static <A, B> Outcome<List<B>> each(List<A> all, Function<A, Outcome<B>> work) {
        List<B> done = new ArrayList<>();
        for (A one : all) {
            Outcome<B> outcome = work.apply(one);
            if (outcome instanceof Outcome.Failed<B> failed) {
                return failed.as();
            }
            done.add(outcome.get());
        }
        return Outcome.done(done);
    }

    private static Outcome<Unit> oneProject(List<Server> servers, List<Volume> volumes) {
        Server first = servers.getFirst();
        for (Server server : servers) {
            if (!server.project().equals(first.project())) {
                return strangers("Server " + server.id(), first);
            }
        }
        ProjectId project = first.project();
        return volumes.stream()
                .filter(volume -> !volume.project().equals(project))
                .findFirst()
                .map(other -> strangers("Volume " + other.id(), first))
                .orElseGet(Outcome::done);
    }

    private static Outcome<Unit> strangers(String thing, Server first) {
        return Outcome.failed(new ClusterFailure.SeveralProjects(thing, "server " + first.id()));
    }

    private Outcome<Volume> shareable(Volume volume, Optional<ClusterId> self) {
        if (!volume.multiattach()) {
            return Outcome.failed(new ClusterFailure.NotShareable(volume.id().toString()));
        }
        return bonds.of(volume.id())
                .filter(cluster -> !Optional.of(cluster.id()).equals(self))
                .<Outcome<Volume>>map(other ->
                        Outcome.failed(new ClusterFailure.OfAnother(volume.id().toString(), other.name())))
                .orElseGet(() -> Outcome.done(volume));
    }

    /** What the servers have of it already; nobody else may. */
    private Outcome<List<Held>> heldInside(List<Server> servers, List<Volume> volumes) {
        Set<ServerId> inside = new HashSet<>(servers.stream().map(Server::id).toList());
        List<Held> held = new ArrayList<>();
        for (Volume volume : volumes) {
            for (Attachment attachment : store.attachments().ofVolume(volume.id())) {
                if (!inside.contains(attachment.server())) {
                    return Outcome.failed(new ClusterFailure.HeldOutside(
                            volume.id().toString(), attachment.server().toString()));
                }
                Optional<String> unfit = unfit(attachment);
                if (unfit.isPresent()) {
                    return otherwise(attachment, unfit.get());
                }
                held.add(new Held(volume, attachment));
            }
        }
        return Outcome.done(held);
    }

    private static <T> Outcome<T> otherwise(Attachment attachment, String how) {
        return Outcome.failed(new ClusterFailure.OtherwiseAttached(
                attachment.server().toString(), attachment.volume().toString(), how));
    }

    private static Optional<String> unfit(Attachment attachment) {
        if (attachment.status() != AttachmentStatus.ATTACHED
                || attachment.slot().isEmpty()) {
            return Optional.of("and it is not settled there");
        }
        if (attachment.bootIndex().equals(Optional.of(0))) {
            return Optional.of("and boots from it");
        }
        return attachment.mode() == DeviceMode.LUN
                ? Optional.empty()
                : Optional.of("as an emulated " + attachment.mode().wire() + ", which passes no reservations through");
    }

    private Outcome<Design> place(List<Server> servers, List<Volume> volumes, List<Wish> wishes, List<Held> held) {
        return each(wishes, wish -> fixed(wish, held))
                .then(fixed -> nodes(servers, volumes, held)
                        .then(nodes -> CommonAddresses.find(IntStream.range(0, volumes.size())
                                .mapToObj(i -> new Wanted(fixed.get(i), lacking(volumes.get(i), nodes, held)))
                                .toList())))
                .map(addresses -> new Design(
                        servers,
                        IntStream.range(0, volumes.size())
                                .mapToObj(i -> new PlacedLun(volumes.get(i), addresses.get(i)))
                                .toList(),
                        held.stream().map(each -> each.attachment().id()).toList()));
    }

    /** Where the cluster has it, else where those servers have it that have it; they must agree. */
    private static Outcome<Optional<ScsiAddress>> fixed(Wish wish, List<Held> held) {
        Optional<ScsiAddress> address = wish.address();
        for (Held each : held) {
            if (each.volume().id().equals(wish.volume())) {
                ScsiAddress there = each.attachment().slot().orElseThrow();
                if (!address.orElse(there).equals(there)) {
                    return otherwise(each.attachment(), "at " + there + " and not at " + address.get());
                }
                address = Optional.of(there);
            }
        }
        return Outcome.done(address);
    }

    /** Those that lack a volume, as they are now. */
    private Outcome<List<Node>> nodes(List<Server> servers, List<Volume> volumes, List<Held> held) {
        return each(
                servers.stream()
                        .filter(server -> volumes.stream().anyMatch(volume -> !has(server.id(), volume, held)))
                        .toList(),
                server -> hosts.of(server.host())
                        .then(world -> Hosts.view(world, server))
                        .then(domain -> node(server, domain)));
    }

    private Outcome<Node> node(Server server, DomainView domain) {
        return ControllerTuning.of(server.flavor(), tuning).map(tuned -> new Node(server.id(), domain, tuned));
    }

    private static List<Node> lacking(Volume volume, List<Node> nodes, List<Held> held) {
        return nodes.stream().filter(node -> !has(node.server(), volume, held)).toList();
    }

    private static boolean has(ServerId server, Volume volume, List<Held> held) {
        return held.stream()
                .anyMatch(each -> each.attachment().server().equals(server)
                        && each.volume().id().equals(volume.id()));
    }

    /** Whether the volumes are still as they were when this was designed; for the transaction that writes it. */
    Outcome<Cluster> stillHolds(Cluster designed) {
        for (SharedLun lun : designed.luns()) {
            Optional<Cluster> other =
                    bonds.of(lun.volume()).filter(cluster -> !cluster.id().equals(designed.id()));
            if (other.isPresent()) {
                return Outcome.failed(new ClusterFailure.OfAnother(
                        lun.volume().toString(), other.get().name()));
            }
            List<Attachment> now = store.attachments().ofVolume(lun.volume());
            boolean same = now.stream()
                    .allMatch(each -> each.status() == AttachmentStatus.ATTACHED
                            && designed.kept().contains(each.id()));
            if (!same) {
                return Outcome.failed(new ClusterFailure.Overtaken(lun.volume().toString()));
            }
        }
        boolean allThere = designed.kept().stream()
                .allMatch(id -> store.attachments().find(id).isPresent());
        return allThere
                ? Outcome.done(designed)
                : Outcome.failed(new ClusterFailure.Overtaken(
                        designed.luns().getFirst().volume().toString()));
    }

    /** Each attach would be begun, as far as can be told before the first of them is made. */
    private Outcome<Design> foreseen(Caller caller, Design design) {
        for (Server server : design.servers()) {
            for (PlacedLun lun : design.luns()) {
                boolean has = store.attachments().ofServer(server.id()).stream()
                        .anyMatch(attachment ->
                                attachment.volume().equals(lun.volume().id()));
                if (!has) {
                    var foreseen = attach.foresee(
                            caller,
                            AttachVolume.Request.inCluster(
                                    server.id(), lun.volume().id(), lun.address()));
                    if (foreseen instanceof Outcome.Failed<?> refused) {
                        return refused.as();
                    }
                }
            }
        }
        return Outcome.done(design);
    }
}
