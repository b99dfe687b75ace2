package io.lunette.usecase.server;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
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
import io.lunette.model.VolumeId;
import io.lunette.plan.LifePlanner;
import io.lunette.plan.Plan;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.usecase.server.Works.UnderWay;
import io.lunette.usecase.volume.ClusterBonds;
import io.lunette.usecase.volume.ServersVolumes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Removes a server, in the background: its domain, its disk, its sight of any LUN. Its volumes are free again after
 * that; those that were to go with it are deleted.
 */
public final class DeleteServer {
    private final StateStore store;
    private final ServerRows rows;
    private final Hosts hosts;
    private final Works works;
    private final Attachments attachments;
    private final ServersVolumes volumes;
    private final ResumeWork resume;

    public DeleteServer(
            StateStore store,
            Hosts hosts,
            Works works,
            Attachments attachments,
            ServersVolumes volumes,
            InstantSource clock,
            ResumeWork resume) {
        this.store = store;
        this.rows = new ServerRows(store, clock);
        this.hosts = hosts;
        this.works = works;
        this.attachments = attachments;
        this.volumes = volumes;
        this.resume = resume;
    }

    /** Done as well when it is being removed already. */
    public Outcome<Unit> delete(Caller caller, ServerId id) {
        return store.atomically(() -> new ServerAccess(store)
                        .changeable(caller, id)
                        .then(server -> server.task()
                                        .filter(task -> task == ServerTask.DELETING)
                                        .isPresent()
                                ? Outcome.done(server)
                                : begin(caller, server)))
                .map(server -> {
                    if (server.status() == ServerStatus.MIGRATING) {
                        hosts.of(server.host())
                                .then(world -> world.hypervisor().abortMigration(id))
                                .isDone();
                    }
                    resume.soon(id);
                    return Unit.UNIT;
                });
    }

    private Outcome<Server> begin(Caller caller, Server server) {
        works.begin(caller, server.id(), Kind.DELETE, Optional.empty(), Optional.empty());
        return rows.change(server.id(), now -> Outcome.done(now.with(now.status(), Optional.of(ServerTask.DELETING))));
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

    /** Works from the start and from wherever it was left. */
    void resume(UnderWay work, Fence fence) {
        ServerId id = work.entry().server();
        List<Attachment> held = store.attachments().ofServer(id);
        Outcome<Ran> outcome = Outcome.of(store.servers().find(id), new ServerFailure.NotFound(id.toString()))
                .then(server -> hosts.of(server.host())
                        .then(world -> new PlanRunner(world, fence)
                                .run(plan(server, held), work.action())
                                .then(ran -> new KeepAdapters(store)
                                        .drop(hosts, server)
                                        .map(gone -> ran))));
        switch (outcome) {
            case Outcome.Done<Ran> done -> gone(work, held);
            case Outcome.Failed<Ran>(Failure failure) -> failed(work, failure);
        }
    }

    private List<Volume> volumes(List<Attachment> held) {
        return held.stream()
                .flatMap(attachment -> store.volumes().find(attachment.volume()).stream())
                .toList();
    }

    private void gone(UnderWay work, List<Attachment> held) {
        List<VolumeId> doomed = held.stream()
                .filter(Attachment::deleteOnTermination)
                .map(Attachment::volume)
                .toList();
        store.atomically(() -> {
            work.action().succeeded();
            works.end(work.entry());
            held.forEach(attachments::gone);
            new ClusterBonds(store).forget(work.entry().server());
            store.servers().remove(work.entry().server());
            doomed.forEach(volumes::condemn);
            return Unit.UNIT;
        });
        doomed.forEach(volumes::deleteSoon);
    }

    private void failed(UnderWay work, Failure failure) {
        store.atomically(() -> {
            if (isWorthATry(failure, work.entry().tries())) {
                works.later(work, false);
            } else {
                work.action().failed(failure);
                works.end(work.entry());
                stays(work.entry().server(), failure);
            }
            return Unit.UNIT;
        });
    }

    /** A host that is gone comes back, and until then nobody can say more than that the server is being deleted. */
    private static boolean isWorthATry(Failure failure, int tries) {
        return failure instanceof HostFailure.Unreachable
                || (tries < Works.MOST_TRIES && (Works.isOpen(failure) || Works.isNoAnswer(failure)));
    }

    private void stays(ServerId id, Failure failure) {
        rows.change(
                        id,
                        server -> Outcome.done(server.with(ServerStatus.ERROR, Optional.empty())
                                .withFault(Optional.of(failure.sentence()))))
                .isDone();
    }
}
