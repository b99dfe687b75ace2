package io.lunette.usecase.volume;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.ChapAccount;
import io.lunette.model.FoundLun;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.OfferedTarget;
import io.lunette.model.Portal;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.LunDiscovery;
import io.lunette.port.StateStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Finds what LUNs portals show to the controller, and which of them could become volumes. */
public final class DiscoverLuns {
    /** An array may have a target for each of its ports and more; a session with each at once would look like an attack. */
    private static final int TARGETS_AT_ONCE = 4;

    private final StateStore store;
    private final LunDiscovery discovery;
    private final ControllerInitiator controller;
    private final List<Portal> portals;

    /**
     * @param portals of the arrays that are searched when nobody names one
     */
    DiscoverLuns(StateStore store, LunDiscovery discovery, ControllerInitiator controller, List<Portal> portals) {
        this.store = store;
        this.discovery = discovery;
        this.controller = controller;
        this.portals = List.copyOf(portals);
    }

    /**
     * A LUN of a target, or a target that shows none.
     *
     * @param lun empty where the target could not be asked
     * @param volume the one that has the LUN already
     * @param refusal why it cannot be adopted, as a clause; empty where it can
     */
    public record Discovered(
            Portal portal,
            OfferedTarget target,
            Optional<FoundLun> lun,
            Optional<VolumeId> volume,
            Optional<String> refusal) {

        /** How it is named when it is adopted, by every portal at which its target says that it listens. */
        public Optional<LunAddress> address() {
            Set<Portal> all = new LinkedHashSet<>(List.of(portal));
            all.addAll(target.portals());
            return lun.map(found -> new LunAddress(List.copyOf(all), target.name(), found.number()));
        }
    }

    /** All that one portal shows, by target and number; for administrators. */
    public Outcome<List<Discovered>> at(Caller caller, Portal portal) {
        return at(caller, portal, Optional.empty());
    }

    /** As {@link #at(Caller, Portal)}, where targets ask for a CHAP account. */
    public Outcome<List<Discovered>> at(Caller caller, Portal portal, Optional<ChapAccount> chap) {
        Login login = new Login(controller.iqn(), chap);
        return caller.isAdmin()
                ? discovery.targets(portal, login).map(targets -> all(portal, targets, login))
                : Outcome.failed(new IdentityFailure.NotAllowed("look for LUNs of arrays"));
    }

    /**
     * All that the portals show which Lunette knows: those of its settings, and those of LUNs that were adopted. One that does
     * not answer is left out, and so is a LUN that another portal showed.
     */
    public Outcome<List<Discovered>> everywhere(Caller caller) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("look for LUNs of arrays"));
        }
        Set<Portal> known = new LinkedHashSet<>(portals);
        store.volumes().list(Optional.empty()).stream()
                .flatMap(volume -> volume.lun().stream())
                .filter(Lun::adopted)
                .forEach(lun -> known.addAll(lun.portals()));
        Set<Object> seen = new LinkedHashSet<>();
        List<Discovered> found = new ArrayList<>();
        for (Portal portal : known) {
            at(caller, portal)
                    .ifDone(luns -> luns.stream()
                            .filter(lun -> seen.add(
                                    List.of(lun.target().name(), lun.lun().map(FoundLun::number))))
                            .forEach(found::add));
        }
        return Outcome.done(found);
    }

    private List<Discovered> all(Portal portal, List<OfferedTarget> targets, Login login) {
        Semaphore places = new Semaphore(TARGETS_AT_ONCE);
        try (ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor()) {
            return targets.stream()
                    .map(target -> CompletableFuture.supplyAsync(() -> inTurn(places, portal, target, login), looks))
                    .toList()
                    .stream()
                    .flatMap(found -> found.join().stream())
                    .toList();
        }
    }

    private List<Discovered> inTurn(Semaphore places, Portal portal, OfferedTarget target, Login login) {
        places.acquireUninterruptibly();
        try {
            return of(portal, target, login);
        } finally {
            places.release();
        }
    }

    private List<Discovered> of(Portal portal, OfferedTarget target, Login login) {
        return switch (discovery.luns(portal, target.name(), login)) {
            case Outcome.Done<List<FoundLun>>(List<FoundLun> luns) ->
                luns.stream().map(lun -> judged(portal, target, lun)).toList();
            case Outcome.Failed<List<FoundLun>>(Failure failure) ->
                List.of(new Discovered(
                        portal,
                        target,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("initiator " + controller.iqn() + " cannot log in: " + failure.why())));
        };
    }

    private Discovered judged(Portal portal, OfferedTarget target, FoundLun lun) {
        Optional<Volume> holder = lun.wwid().flatMap(store.volumes()::findByWwid);
        return new Discovered(
                portal,
                target,
                Optional.of(lun),
                holder.map(Volume::id),
                holder.map(this::taken).or(lun::problem));
    }

    private String taken(Volume volume) {
        String servers = store.attachments().ofVolume(volume.id()).stream()
                .map(Attachment::server)
                .map(Object::toString)
                .collect(Collectors.joining(", "));
        return "it is volume " + volume.id() + (servers.isEmpty() ? "" : ", in use by server " + servers);
    }
}
