package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Caller;
import io.lunette.model.ChapAccount;
import io.lunette.model.FoundLun;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.ProjectId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.ChapAccounts.Holder;
import io.lunette.port.Ids;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunProbe;
import io.lunette.port.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes a volume of a LUN that is on somebody's array already. Nothing is changed there: the LUN is looked at under the
 * controller's name, at each of its portals, and what it says is what every use of it is held to.
 */
public final class AdoptLun {
    private final StateStore store;
    private final LunDiscovery discovery;
    private final LunProbe probe;
    private final ControllerInitiator controller;
    private final Ids ids;
    private final InstantSource clock;

    AdoptLun(
            StateStore store,
            LunDiscovery discovery,
            LunProbe probe,
            ControllerInitiator controller,
            Ids ids,
            InstantSource clock) {
        this.store = store;
        this.discovery = discovery;
        this.probe = probe;
        this.controller = controller;
        this.ids = ids;
        this.clock = clock;
    }

    /** The volume, {@code available}; for administrators. */
    public Outcome<Volume> adopt(Caller caller, AdoptLunRequest request) {
        LunAddress address = request.lun().orElseThrow();
        return adopt(
                caller,
                request,
                () -> identity(address, new Login(controller.iqn(), request.chap()))
                        .map(identity -> new Lun(address, identity, true)));
    }

    /** The same for a LUN that was looked at elsewhere: {@code look} is asked when all else is in order. */
    public Outcome<Volume> adopt(Caller caller, AdoptLunRequest request, Supplier<Outcome<Lun>> look) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("adopt a LUN"));
        }
        return type(request)
                .then(type -> owner(caller, request)
                        .then(owner -> look.get()
                                .then(lun -> registered(volume(caller, request, type, owner, lun), request.chap()))));
    }

    private static Outcome<VolumeType> type(AdoptLunRequest request) {
        return request.volumeType().map(VolumeType::find).orElse(Outcome.done(VolumeType.DEFAULT));
    }

    private Outcome<ProjectId> owner(Caller caller, AdoptLunRequest request) {
        return request.project()
                .map(project -> Outcome.of(
                                store.identities().project(project),
                                new IdentityFailure.NotFound("project", project.toString()))
                        .map(known -> project))
                .orElse(Outcome.done(caller.project()));
    }

    private Outcome<LunIdentity> identity(LunAddress lun, Login login) {
        Portal first = lun.portals().getFirst();
        Outcome<LunIdentity> identity = found(lun, first, login)
                .then(found -> Outcome.of(
                        found.identity(),
                        new StorageFailure.NotAdoptable(
                                first.toString(),
                                lun.target().toString(),
                                lun.number(),
                                found.problem().orElse("it does not say who it is"))));
        for (Portal other : lun.portals().subList(1, lun.portals().size())) {
            identity = identity.then(expected -> same(lun, first, other, expected, login));
        }
        return identity;
    }

    private Outcome<FoundLun> found(LunAddress lun, Portal portal, Login login) {
        return named(discovery.luns(portal, lun.target(), login), lun, portal)
                .then(all -> Outcome.of(
                        all.stream()
                                .filter(each -> each.number() == lun.number())
                                .findFirst(),
                        new StorageFailure.LunNotShown(
                                portal.toString(),
                                lun.target().toString(),
                                lun.number(),
                                controller.iqn().toString())));
    }

    private Outcome<LunIdentity> same(LunAddress lun, Portal first, Portal other, LunIdentity expected, Login login) {
        return named(probe.identify(lun.path(other), login), lun, other)
                .then(found -> found.isOfSameLun(expected)
                        ? Outcome.done(expected)
                        : Outcome.failed(new StorageFailure.PortalsDiffer(
                                first.toString(), expected.name(), other.toString(), found.name())));
    }

    /** A path that is down, with the name that the array must let in. */
    private <T> Outcome<T> named(Outcome<T> outcome, LunAddress lun, Portal portal) {
        return outcome instanceof Outcome.Failed<T>(Failure failure) && failure instanceof StorageFailure.PathDown
                ? Outcome.failed(new StorageFailure.NotLetIn(
                        portal.toString(),
                        lun.target().toString(),
                        lun.number(),
                        controller.iqn().toString(),
                        failure.why()))
                : outcome;
    }

    /** Of two that adopt the same LUN at once, one is refused. */
    private Outcome<Volume> registered(Volume volume, Optional<ChapAccount> chap) {
        return store.atomically(() -> {
            Optional<Volume> holder = volume.lun()
                    .map(Lun::identity)
                    .flatMap(identity -> store.volumes().findByWwid(identity.wwid()));
            if (holder.isPresent()) {
                return Outcome.failed(new StorageFailure.DuplicateIdentity(
                        holder.get().lun().orElseThrow().identity().wwid().toString(),
                        holder.get().id().toString()));
            }
            store.volumes().insert(volume);
            chap.ifPresent(account -> store.chapAccounts().put(Holder.everyInitiator(volume.id()), account));
            return Outcome.done(volume);
        });
    }

    private Volume volume(Caller caller, AdoptLunRequest request, VolumeType type, ProjectId owner, Lun lun) {
        Instant now = clock.instant();
        return new Volume(
                new VolumeId(ids.next()),
                0,
                request.name(),
                request.description(),
                owner,
                caller.user(),
                lun.identity().size().ceilGiB(),
                VolumeStatus.AVAILABLE,
                request.bootable(),
                type.isMultiattach(),
                type.name(),
                request.metadata(),
                Map.of(),
                Optional.empty(),
                Optional.of(lun),
                Optional.empty(),
                now,
                now);
    }
}
