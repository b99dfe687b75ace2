package io.lunette.usecase.host;

import io.lunette.failure.HostRefusal;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.port.StateStore;
import java.util.function.UnaryOperator;

/** Lets new servers go to a host or not, and puts it into another zone. What runs there goes on. */
public final class ChangeHost {
    private final StateStore store;

    public ChangeHost(StateStore store) {
        this.store = store;
    }

    public Outcome<Host> change(Caller caller, HostName name, UnaryOperator<Host> change) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("change a host"));
        }
        return Outcome.of(store.hosts().find(name), new HostRefusal.NotFound(name.toString()))
                .then(host -> {
                    Host changed = change.apply(host);
                    return store.hosts().update(changed)
                            ? Outcome.done(changed.withRevision(changed.revision() + 1))
                            : Outcome.failed(new HostRefusal.ChangedMeanwhile(name.toString()));
                });
    }
}
