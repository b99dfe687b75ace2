package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Caller;
import io.lunette.model.Operation;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.port.Operations.Selection;
import io.lunette.port.StateStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows what was done to servers, and how far each piece of work came; of servers that are gone too. */
public final class ShowActions {
    private final StateStore store;

    public ShowActions(StateStore store) {
        this.store = store;
    }

    /**
     * An operation with the server it is about.
     *
     * @param server empty once it is gone
     */
    public record ShownOperation(Operation operation, Optional<Server> server) {}

    /**
     * Whose operations are asked for.
     *
     * @param everyProject whether an administrator asks for those of all projects
     * @param project one project's alone, where an administrator asks for it
     */
    public record Scope(boolean everyProject, Optional<ProjectId> project) {
        public static final Scope OWN = new Scope(false, Optional.empty());

        private Optional<ProjectId> of(Caller caller, boolean oneThing) {
            if (!caller.isAdmin()) {
                return Optional.of(caller.project());
            }
            return everyProject || oneThing ? project : Optional.of(project.orElse(caller.project()));
        }
    }

    /** Those of a server that is there, newest first. */
    public Outcome<List<Operation>> list(Caller caller, ServerId id) {
        return list(caller, id, false);
    }

    /**
     * A server's, newest first.
     *
     * @param goneToo whether those of a server that is gone are told as well
     */
    public Outcome<List<Operation>> list(Caller caller, ServerId id, boolean goneToo) {
        return visible(caller, id, goneToo).map(server -> store.operations().ofServer(id));
    }

    public Outcome<ShownOperation> show(Caller caller, ServerId id, String requestId, boolean goneToo) {
        return visible(caller, id, goneToo)
                .then(server -> Outcome.of(
                        store.operations().find(id, requestId).map(operation -> new ShownOperation(operation, server)),
                        new ServerFailure.ActionNotFound(id.toString(), requestId)));
    }

    /** The server, or nothing where it is gone and was the caller's. */
    private Outcome<Optional<Server>> visible(Caller caller, ServerId id, boolean goneToo) {
        Optional<Server> server = store.servers().find(id);
        boolean may = server.map(found -> caller.mayUse(found.project())).orElseGet(() -> goneToo && wasOf(caller, id));
        return may ? Outcome.done(server) : Outcome.failed(new ServerFailure.NotFound(id.toString()));
    }

    private boolean wasOf(Caller caller, ServerId id) {
        Selection any = new Selection(
                Scope.OWN.of(caller, true),
                Optional.of(id),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
        return !store.operations().list(any, Optional.empty(), 1).isEmpty();
    }

    /**
     * Those that were asked for and that the caller may see, newest first. An administrator who names a server or an
     * operation sees it, whichever project's it is.
     *
     * @param asked its project is not looked at
     * @param after the last one of the part before
     */
    public List<ShownOperation> search(
            Caller caller, Scope scope, Selection asked, Optional<Operation> after, int limit) {
        boolean oneThing = asked.server().isPresent() || asked.id().isPresent();
        Selection selection = new Selection(
                scope.of(caller, oneThing), asked.server(), asked.id(), asked.action(), asked.running(), asked.since());
        Map<ServerId, Optional<Server>> servers = new HashMap<>();
        return store.operations().list(selection, after, limit).stream()
                .map(operation -> new ShownOperation(
                        operation,
                        servers.computeIfAbsent(
                                operation.server(), id -> store.servers().find(id))))
                .toList();
    }

    /** Where a list goes on: the operation, if the caller may see it. */
    public Optional<Operation> marked(Caller caller, ServerId server, String id) {
        return switch (show(caller, server, id, true)) {
            case Outcome.Done<ShownOperation>(ShownOperation found) -> Optional.of(found.operation());
            case Outcome.Failed<ShownOperation> gone -> Optional.empty();
        };
    }
}
