package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.port.StateStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Changes servers' rows. A change is a decision about the row as it is, made and written in one transaction, so that none
 * undoes another.
 */
public record ServerRows(StateStore store, InstantSource clock) {

    /** Changes the caller's server; gives the row as it is then. */
    public Outcome<Server> change(Caller caller, ServerId id, Function<Server, Outcome<Server>> decision) {
        return write(() -> new ServerAccess(store).server(caller, id), decision);
    }

    /** As {@link #change}, and refused when the server is locked. */
    public Outcome<Server> changeUnlocked(Caller caller, ServerId id, Function<Server, Outcome<Server>> decision) {
        return write(() -> new ServerAccess(store).changeable(caller, id), decision);
    }

    /** Changes a server on Lunette's own account. */
    public Outcome<Server> change(ServerId id, Function<Server, Outcome<Server>> decision) {
        return write(() -> found(store.servers().find(id), id), decision);
    }

    private static Outcome<Server> found(Optional<Server> server, ServerId id) {
        return Outcome.of(server, new ServerFailure.NotFound(id.toString()));
    }

    private Outcome<Server> write(Supplier<Outcome<Server>> read, Function<Server, Outcome<Server>> decision) {
        return store.atomically(() -> read.get().then(decision).map(this::written));
    }

    private Server written(Server decided) {
        Server changed = decided.withUpdated(clock.instant());
        if (!store.servers().update(changed)) {
            throw new IllegalStateException("server " + changed.id() + " changed within a transaction");
        }
        return changed.withRevision(changed.revision() + 1);
    }
}
