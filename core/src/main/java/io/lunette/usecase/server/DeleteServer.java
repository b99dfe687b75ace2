package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Volume;
import io.lunette.plan.LifePlanner;
import io.lunette.plan.Plan;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.usecase.server.Actions.Action;
import io.lunette.usecase.volume.ServersVolumes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Removes a server, in the background: its domain, its disk, its sight of any LUN. Its volumes are free again after
 * that; those that were to go with it are deleted.
 */
public final class DeleteServer {
    private final StateStore store;
    private final ServerRows rows;
    private final Hosts hosts;
    private final Turns turns;
    private final Actions actions;
    private final Attachments attachments;
    private final ServersVolumes volumes;
    private final Executor background;

    public DeleteServer(
            StateStore store,
            Hosts hosts,
            Turns turns,
            Actions actions,
            Attachments attachments,
            ServersVolumes volumes,
            InstantSource clock,
            Executor background) {
        this.store = store;
        this.rows = new ServerRows(store, clock);
        this.hosts = hosts;
        this.turns = turns;
        this.actions = actions;
        this.attachments = attachments;
        this.volumes = volumes;
        this.background = background;
    }

    public Outcome<Unit> delete(Caller caller, ServerId id) {
        return rows.changeUnlocked(
                        caller,
                        id,
                        server -> Outcome.done(server.with(server.status(), Optional.of(ServerTask.DELETING))))
                .map(server -> {
                    background.execute(() -> turns.await(id, lease -> deleteInTurn(caller, id)));
                    return Unit.UNIT;
                });
    }

    /**
     * How it would be done; the world is as it was.
     *
     * @param now the domain that was looked at; empty when it is gone already */
    record Decided(Server server, Optional<DomainSnapshot> now, Plan plan) {}

    /** Looks and decides, and changes nothing. */
    Outcome<Decided> decide(Caller caller, ServerId id) {
        return new ServerAccess(store)
                .changeable(caller, id)
                .then(server -> hosts.of(server.host())
                        .then(world -> world.hypervisor().find(id))
                        .map(now -> new Decided(
                                server, now, plan(server, store.attachments().ofServer(id)))));
    }

    private Plan plan(Server server, List<Attachment> held) {
        return LifePlanner.delete(server, volumes(held));
    }

    private Outcome<Unit> deleteInTurn(Caller caller, ServerId id) {
        return Outcome.of(store.servers().find(id), new ServerFailure.NotFound(id.toString()))
                .then(server -> hosts.of(server.host()).then(world -> {
                    Action action = actions.begin(caller, id, "delete");
                    List<Attachment> held = store.attachments().ofServer(id);
                    Outcome<Ran> outcome = new PlanRunner(world).run(plan(server, held), action);
                    return switch (outcome) {
                        case Outcome.Done<Ran> done -> gone(caller, id, held, action);
                        case Outcome.Failed<Ran>(Failure failure) -> stays(id, failure, action);
                    };
                }));
    }

    private List<Volume> volumes(List<Attachment> held) {
        return held.stream()
                .flatMap(attachment -> store.volumes().find(attachment.volume()).stream())
                .toList();
    }

    private Outcome<Unit> gone(Caller caller, ServerId id, List<Attachment> held, Action action) {
        store.atomically(() -> {
            action.succeeded();
            held.forEach(attachments::gone);
            store.servers().remove(id);
            return Unit.UNIT;
        });
        held.stream()
                .filter(Attachment::deleteOnTermination)
                .forEach(attachment -> volumes.delete(caller, attachment.volume()));
        return Outcome.done();
    }

    private Outcome<Unit> stays(ServerId id, Failure failure, Action action) {
        store.atomically(() -> {
            action.failed(failure);
            return rows.change(
                    id,
                    server -> Outcome.done(server.with(ServerStatus.ERROR, Optional.empty())
                            .withFault(Optional.of(failure.sentence()))));
        });
        return Outcome.failed(failure);
    }
}
