package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.LunPath;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.plan.DomainView;
import io.lunette.plan.ExtendPlanner;
import io.lunette.plan.ExtendPlanner.Growth;
import io.lunette.plan.ExtendPlanner.Holder;
import io.lunette.plan.Plan;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.ExtensionRunner;
import io.lunette.run.ExtensionRunner.Ended;
import io.lunette.run.ExtensionRunner.Part;
import io.lunette.run.ExtensionRunner.Trouble;
import io.lunette.run.Fence;
import io.lunette.run.GrownLuns;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.World;
import io.lunette.usecase.server.Works.UnderWay;
import io.lunette.usecase.volume.ExtendVolume;
import io.lunette.usecase.volume.VolumeRows;
import io.lunette.usecase.volume.VolumeWork;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a volume larger that servers have, under their guests' hands: on its target, on the path, and in each domain that
 * runs. Has the turn of every server that has the volume meanwhile, so that none starts, stops, or loses it. Done when
 * it returns, and all agree on the size.
 */
public final class ExtendAttached {
    private static final Comparator<ServerId> ORDER = Comparator.comparing(ServerId::toString);

    private final StateStore store;
    private final ServerAccess access;
    private final Hosts hosts;
    private final Turns turns;
    private final Works works;
    private final Attachments attachments;
    private final ExtendVolume unattached;
    private final VolumeWork volumeWork;
    private final VolumeRows rows;

    ExtendAttached(
            StateStore store,
            Hosts hosts,
            Turns turns,
            Works works,
            Attachments attachments,
            ExtendVolume unattached,
            VolumeWork volumeWork) {
        this.store = store;
        this.access = new ServerAccess(store);
        this.hosts = hosts;
        this.turns = turns;
        this.works = works;
        this.attachments = attachments;
        this.unattached = unattached;
        this.volumeWork = volumeWork;
        this.rows = new VolumeRows(store.volumes(), works.clock());
    }

    /**
     * Grows a volume; one on an adopted LUN, which its array grew before, gets the size that it has there.
     *
     * @param inUseToo whether the caller expects that of a volume which servers have ({@code
     *     VolumeFailure.ExtendInUseTooNew})
     */
    public Outcome<Volume> extend(Caller caller, VolumeId id, long newSizeGiB, boolean inUseToo) {
        return access.volume(caller, id).then(volume -> {
            if (!isHeld(volume)) {
                return unattached.extend(caller, id, newSizeGiB);
            }
            return inUseToo
                    ? together(caller, volume, Optional.of(newSizeGiB))
                    : Outcome.failed(new VolumeFailure.ExtendInUseTooNew(
                            id.toString(), volume.status().wire()));
        });
    }

    /** Takes over the size that a volume's LUN has now, wherever it came from, and takes it to the servers that have it. */
    public Outcome<Volume> refresh(Caller caller, VolumeId id) {
        return access.volume(caller, id)
                .then(volume ->
                        isHeld(volume) ? together(caller, volume, Optional.empty()) : unattached.refresh(caller, id));
    }

    private static boolean isHeld(Volume volume) {
        return volume.status() == VolumeStatus.IN_USE;
    }

    /**
     * Nobody else extends this volume meanwhile.
     *
     * @param wantedGiB empty where the size is to be what the LUN has */
    private Outcome<Volume> together(Caller caller, Volume volume, Optional<Long> wantedGiB) {
        List<ServerId> servers = servers(volume.id());
        return volumeWork.alone(
                volume.id(),
                () -> inTurns(
                        servers, new HashMap<>(), fences -> grow(new Request(caller, volume.id(), wantedGiB), fences)));
    }

    private record Request(Caller caller, VolumeId volume, Optional<Long> wantedGiB) {}

    /** Always in the same order, so that two who want the same servers never wait for each other. */
    private List<ServerId> servers(VolumeId volume) {
        return store.attachments().ofVolume(volume).stream()
                .map(Attachment::server)
                .distinct()
                .sorted(ORDER)
                .toList();
    }

    @FunctionalInterface
    private interface InTurns {
        Outcome<Volume> run(Map<ServerId, Fence> fences);
    }

    private Outcome<Volume> inTurns(List<ServerId> left, Map<ServerId, Fence> had, InTurns work) {
        if (left.isEmpty()) {
            return work.run(had);
        }
        ServerId next = left.getFirst();
        return turns.take(next, fence -> {
            had.put(next, fence);
            return inTurns(left.subList(1, left.size()), had, work);
        });
    }

    /** One server that has the volume, as it was found. */
    private record Found(Attachment attachment, World world, Holder holder) {}

    private Outcome<Volume> grow(Request request, Map<ServerId, Fence> fences) {
        return access.volume(request.caller(), request.volume())
                .then(volume -> settled(volume, fences))
                .then(volume -> find(volume)
                        .then(found -> growth(request, volume, found)
                                .then(growth ->
                                        begin(request, growth, found).then(begun -> run(growth, begun, fences)))));
    }

    /** The volume as it was when the turns were asked for: held by these servers, and nothing else going on. */
    private Outcome<Volume> settled(Volume volume, Map<ServerId, Fence> fences) {
        if (!isHeld(volume) || !fences.keySet().containsAll(servers(volume.id()))) {
            return Outcome.failed(new VolumeFailure.Changed(volume.id().toString()));
        }
        return store.attachments().ofVolume(volume.id()).stream()
                .map(Attachment::status)
                .filter(status -> status == AttachmentStatus.ATTACHING || status == AttachmentStatus.DETACHING)
                .findFirst()
                .<Outcome<Volume>>map(busy -> Outcome.failed(new VolumeFailure.WrongState(
                        volume.id().toString(), "extended", busy.wire(), "'available' or 'in-use'")))
                .orElseGet(() -> Outcome.done(volume));
    }

    private Outcome<List<Found>> find(Volume volume) {
        List<Found> all = new ArrayList<>();
        for (Attachment attachment : store.attachments().ofVolume(volume.id()).stream()
                .sorted(Comparator.comparing(Attachment::server, ORDER))
                .toList()) {
            Outcome<Found> found = find(attachment).ifDone(all::add);
            if (!found.isDone()) {
                return found.then(none -> Outcome.done(all));
            }
        }
        return Outcome.done(all);
    }

    private Outcome<Found> find(Attachment attachment) {
        return Outcome.of(
                        store.servers().find(attachment.server()),
                        new ServerFailure.NotFound(attachment.server().toString()))
                .then(server -> hosts.of(server.host())
                        .then(world -> Hosts.look(world, server)
                                .map(now -> new Found(attachment, world, holder(server, now)))));
    }

    private static Holder holder(Server server, DomainSnapshot now) {
        return new Holder(server, DomainView.of(now), now.power() == DomainSnapshot.Power.RUNNING);
    }

    private Outcome<Growth> growth(Request request, Volume volume, List<Found> found) {
        Lun lun = volume.lun().orElseThrow();
        if (volume.isAdopted() || request.wantedGiB().isEmpty()) {
            return look(found.getFirst(), volume.id(), lun)
                    .then(identity -> seenGrown(found.getFirst(), volume, identity, request.wantedGiB()))
                    .then(identity -> ExtendVolume.takenOver(volume, identity, request.wantedGiB()))
                    .map(identity -> new Growth(volume.id(), lun, identity.size(), false, false));
        }
        long wanted = request.wantedGiB().get();
        boolean rests = !found.getFirst().world().luns().extendsUnderLoad();
        return unattached
                .mayGrow(volume, wanted)
                .map(may -> new Growth(volume.id(), lun, ByteCount.ofGiB(wanted), true, rests));
    }

    /** A kernel remembers sizes, where QEMU's own initiator asks for them. */
    private static Outcome<LunIdentity> seenGrown(
            Found found, Volume volume, LunIdentity identity, Optional<Long> wantedGiB) {
        long foundGiB = identity.size().ceilGiB();
        boolean grown = found.world().path() != LunPath.BLOCK
                || wantedGiB.filter(wanted -> wanted > foundGiB).isEmpty();
        return grown
                ? Outcome.done(identity)
                : Outcome.failed(new VolumeFailure.NotGrownOnHost(
                        volume.id().toString(),
                        found.holder().server().host().toString(),
                        identity.wwid().kernelName(),
                        foundGiB,
                        wantedGiB.orElseThrow()));
    }

    private static Outcome<LunIdentity> look(Found found, VolumeId volume, Lun lun) {
        Server server = found.holder().server();
        return new GrownLuns(found.world(), server.id()).look(volume, lun, server.initiator());
    }

    /** A server's part in it, written down. */
    private record Begun(Found found, Plan plan, UnderWay work) {
        Part part(Map<ServerId, Fence> fences) {
            return new Part(plan, found.world(), fences.getOrDefault(plan.server(), Fence.NONE), work.action());
        }
    }

    private Outcome<List<Begun>> begin(Request request, Growth growth, List<Found> found) {
        List<Plan> plans =
                ExtendPlanner.plan(growth, found.stream().map(Found::holder).toList());
        return store.atomically(() -> rows.change(
                        growth.volume(), now -> VolumeStates.move(now, VolumeStatus.EXTENDING, "extended"))
                .map(extending -> {
                    volumeWork.begun(growth.volume());
                    List<Begun> begun = new ArrayList<>();
                    for (int i = 0; i < plans.size(); i++) {
                        begun.add(begin(request, found.get(i), plans.get(i)));
                    }
                    return begun;
                }));
    }

    private Begun begin(Request request, Found found, Plan plan) {
        UnderWay work = works.begin(
                request.caller(),
                plan.server(),
                Kind.EXTEND,
                Optional.of(Attachments.subject(found.attachment())),
                Optional.of(plan));
        return new Begun(found, plan, work);
    }

    private Outcome<Volume> run(Growth growth, List<Begun> begun, Map<ServerId, Fence> fences) {
        Ended ended = new ExtensionRunner(
                        begun.stream().map(each -> each.part(fences)).toList())
                .run();
        Optional<LunIdentity> truth = truth(growth, begun);
        return store.atomically(() -> {
            Volume rested = attachments.rested(growth.volume(), truth);
            begun.forEach(each -> end(each, ended));
            return ended.refused()
                    .or(() ->
                            ended.troubles().values().stream().map(Trouble::why).findFirst())
                    .<Outcome<Volume>>map(Outcome::failed)
                    .orElseGet(() -> Outcome.done(rested));
        });
    }

    /** What the LUN says of itself now, on the first path where it answers. */
    private static Optional<LunIdentity> truth(Growth growth, List<Begun> begun) {
        for (Begun each : begun) {
            if (look(each.found(), growth.volume(), growth.lun())
                    instanceof Outcome.Done<LunIdentity>(LunIdentity found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private void end(Begun begun, Ended ended) {
        UnderWay work = begun.work();
        Optional<Trouble> trouble =
                Optional.ofNullable(ended.troubles().get(begun.plan().server()));
        if (trouble.filter(Trouble::rests).isPresent()) {
            works.later(work, false);
            return;
        }
        ended.refused()
                .or(() -> trouble.map(Trouble::why))
                .ifPresentOrElse(work.action()::failed, work.action()::succeeded);
        works.end(work.entry());
    }

    /** Work that was left in the middle: the guest goes on, and the LUN is as large everywhere as it says it is. */
    void resume(UnderWay work, Fence fence) {
        Optional<Server> server = store.servers().find(work.entry().server());
        Optional<Volume> volume =
                work.entry().subject().flatMap(subject -> store.volumes().find(subject.volume()));
        if (server.isEmpty() || volume.isEmpty()) {
            works.endInVain(work);
        } else {
            hosts.of(server.get().host())
                    .ifDone(world -> new ExtensionResumption(works, attachments, world, server.get(), volume.get())
                            .resume(work, fence))
                    .ifFailed(unknown -> works.later(work, false));
        }
    }
}
