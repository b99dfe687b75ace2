package io.lunette.usecase.flavor;

import io.lunette.failure.FlavorFailure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.Flavor;
import io.lunette.plan.ControllerTuning;
import io.lunette.port.StateStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Makes, changes and removes flavors; for administrators. Servers keep the flavor that they were made with. */
public record ChangeFlavors(StateStore store) {

    public Outcome<Flavor> create(Caller caller, Flavor flavor) {
        return admin(caller, "create a flavor")
                .then(may -> store.flavors().insert(flavor)
                        ? Outcome.done(flavor)
                        : Outcome.failed(new FlavorFailure.Exists(flavor.name(), flavor.id())));
    }

    public Outcome<Unit> delete(Caller caller, String id) {
        return admin(caller, "delete a flavor")
                .then(may ->
                        store.flavors().remove(id) ? Outcome.done() : Outcome.failed(new FlavorFailure.NotFound(id)));
    }

    public Outcome<Flavor> describe(Caller caller, String id, String description) {
        return change(caller, id, flavor -> Outcome.done(withDescription(flavor, description)));
    }

    /** Adds and overwrites. */
    public Outcome<Flavor> setExtraSpecs(Caller caller, String id, Map<String, String> more) {
        return change(caller, id, flavor -> {
            Map<String, String> merged = new LinkedHashMap<>(flavor.extraSpecs());
            merged.putAll(more);
            Flavor changed = withExtraSpecs(flavor, merged);
            return ControllerTuning.of(changed, ControllerTuning.Defaults.USUAL).map(understood -> changed);
        });
    }

    public Outcome<Flavor> removeExtraSpec(Caller caller, String id, String key) {
        return change(caller, id, flavor -> {
            Map<String, String> rest = new LinkedHashMap<>(flavor.extraSpecs());
            return rest.remove(key) == null
                    ? Outcome.failed(new FlavorFailure.ExtraSpecNotFound(id, key))
                    : Outcome.done(withExtraSpecs(flavor, rest));
        });
    }

    private Outcome<Flavor> change(Caller caller, String id, Function<Flavor, Outcome<Flavor>> decision) {
        return admin(caller, "change a flavor")
                .then(may -> store.atomically(() -> Outcome.of(store.flavors().find(id), new FlavorFailure.NotFound(id))
                        .then(decision)
                        .ifDone(changed -> store.flavors().update(changed))));
    }

    private static Outcome<Unit> admin(Caller caller, String action) {
        return caller.isAdmin() ? Outcome.done() : Outcome.failed(new IdentityFailure.NotAllowed(action));
    }

    private static Flavor withDescription(Flavor flavor, String description) {
        return with(flavor, description, flavor.extraSpecs());
    }

    private static Flavor withExtraSpecs(Flavor flavor, Map<String, String> extraSpecs) {
        return with(flavor, flavor.description(), extraSpecs);
    }

    private static Flavor with(Flavor flavor, String description, Map<String, String> extraSpecs) {
        return new Flavor(
                flavor.id(),
                flavor.name(),
                flavor.vcpus(),
                flavor.ramMiB(),
                flavor.diskGiB(),
                flavor.ephemeralGiB(),
                flavor.swapMiB(),
                flavor.isPublic(),
                description,
                extraSpecs);
    }
}
