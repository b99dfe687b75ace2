package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import io.lunette.model.ServerId;
import io.lunette.plan.Place.NewController;
import io.lunette.port.Hypervisor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the place for a SCSI disk: the lowest free address on a controller of the wanted model, else a new controller
 * with the lowest index that no SCSI controller has.
 *
 * <p>libvirt fills a hole below a disk's controller by itself, with a model of its own choosing. So a hole is filled
 * here, before anything goes onto a higher index.
 */
record Placement(ServerId server, DomainView domain, ScsiModel model, ControllerTuning tuning) {

    /** libvirt counts controllers from 0 and this is far above any real domain. */
    private static final int MOST_CONTROLLERS = 256;

    Outcome<Place> find() {
        int newIndex = lowestFreeIndex();
        Optional<ScsiAddress> onExisting = domain.controllerIndexes().stream()
                .filter(index -> index < newIndex)
                .filter(this::isUsable)
                .flatMap(index -> freeAddress(index).stream())
                .findFirst();
        ScsiAddress address = onExisting.orElseGet(() -> new ScsiAddress(newIndex, 0, 0, 0));
        List<NewController> missing = missingUpTo(address.controller());
        return roomOnPci(missing).map(enough -> new Place(address, missing));
    }

    /** The same at an address that was chosen before, or why nothing can go there. */
    Outcome<Place> at(ScsiAddress address) {
        boolean exists = domain.controllerIndexes().contains(address.controller());
        if (!model.has(address)) {
            return unfit(address, "a controller of model " + model + " has no such place");
        }
        if (domain.isTaken(address)) {
            return unfit(address, "another disk has that address");
        }
        if (exists && domain.isLeaving(address.controller())) {
            return unfit(address, "that controller is on its way out, and its guest has not let it go yet");
        }
        if (exists && !isUsable(address.controller())) {
            return unfit(address, "its controller of that index is not of model " + model + " wherever it is needed");
        }
        List<NewController> missing = missingUpTo(address.controller());
        return roomOnPci(missing).map(enough -> new Place(address, missing));
    }

    private Outcome<Place> unfit(ScsiAddress address, String why) {
        return Outcome.failed(new PlanFailure.AddressUnfit(server.toString(), address.toString(), why));
    }

    private int lowestFreeIndex() {
        List<Integer> taken = domain.controllerIndexes();
        return IntStream.range(0, MOST_CONTROLLERS)
                .filter(index -> !taken.contains(index))
                .findFirst()
                .orElse(MOST_CONTROLLERS);
    }

    /** A controller takes a disk when it is of the model in every scope and is not on its way out. */
    private boolean isUsable(int index) {
        return !domain.isLeaving(index)
                && domain.scopes().stream()
                        .allMatch(scope -> domain.in(scope)
                                .controller(index)
                                .filter(controller -> controller.is(model))
                                .isPresent());
    }

    private Optional<ScsiAddress> freeAddress(int controller) {
        return IntStream.range(0, model.targets())
                .boxed()
                .flatMap(target -> IntStream.range(0, model.units())
                        .mapToObj(unit -> new ScsiAddress(controller, 0, target, unit)))
                .filter(address -> !domain.isTaken(address))
                .findFirst();
    }

    private List<NewController> missingUpTo(int index) {
        List<NewController> missing = new ArrayList<>();
        for (int i = 0; i <= index; i++) {
            Set<Scope> lacking = domain.scopesLacking(i);
            if (!lacking.isEmpty()) {
                missing.add(new NewController(filler(i, lacking), lacking));
            }
        }
        return missing;
    }

    /** What goes into a hole: where the other scope has a controller of that index, one of its model. */
    private ControllerSpec filler(int index, Set<Scope> lacking) {
        Optional<ScsiController> other = domain.anyController(index);
        ScsiModel wanted =
                other.flatMap(c -> ScsiModel.parse(c.model()).toOptional()).orElse(model);
        ControllerSpec spec = tuning.controller(index, wanted);
        boolean aliasInUse = other.flatMap(ScsiController::alias)
                .filter(spec.alias()::equals)
                .isPresent();
        // One that is leaving keeps its alias in the live XML until the guest lets go: its successor has another.
        return aliasInUse && !lacking.equals(Set.of(Scope.LIVE))
                ? spec.withAlias(ControllerSpec.successorOf(spec.alias()))
                : spec;
    }

    /** What runs takes only what there are places for; what is defined gets further ones from libvirt. */
    private Outcome<Boolean> roomOnPci(List<NewController> missing) {
        if (domain.live().isEmpty()) {
            return Outcome.done(true);
        }
        PciRoom room = domain.live().get().pci();
        for (NewController controller : missing) {
            ScsiModel wanted = controller.spec().model();
            long needed = missing.stream()
                    .filter(other -> other.scopes().contains(Scope.LIVE))
                    .filter(other -> room.kindFor(other.spec().model()).equals(room.kindFor(wanted)))
                    .count();
            if (needed > room.placesFor(wanted).free()) {
                return Outcome.failed(noRoom(wanted, needed, room));
            }
        }
        return Outcome.done(true);
    }

    private PlanFailure noRoom(ScsiModel wanted, long needed, PciRoom room) {
        return new PlanFailure.NoRoom(
                server.toString(),
                "Server " + server + " has no room for another SCSI controller of model " + wanted,
                "it takes " + needed + " of its " + room.kindFor(wanted) + ", and of "
                        + room.placesFor(wanted).total() + " there are "
                        + room.placesFor(wanted).free() + " free");
    }
}
