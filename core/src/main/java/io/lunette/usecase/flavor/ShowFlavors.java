package io.lunette.usecase.flavor;

import io.lunette.failure.FlavorFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Flavor;
import io.lunette.port.Flavors;
import java.util.List;

/** Shows flavors; those that are not public are administrators' alone. */
public record ShowFlavors(Flavors flavors) {

    /** Ordered by memory, then id. */
    public List<Flavor> list(Caller caller) {
        return flavors.list().stream().filter(flavor -> mayUse(caller, flavor)).toList();
    }

    public Outcome<Flavor> show(Caller caller, String id) {
        return Outcome.of(flavors.find(id).filter(flavor -> mayUse(caller, flavor)), new FlavorFailure.NotFound(id));
    }

    public static boolean mayUse(Caller caller, Flavor flavor) {
        return flavor.isPublic() || caller.isAdmin();
    }
}
