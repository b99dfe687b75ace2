package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.VolumeId;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.Plan;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.StateStore;
import io.lunette.run.Fence;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.World;
import io.lunette.usecase.server.Attachments.Intent;
import io.lunette.usecase.server.BootServer.Planned;
import io.lunette.usecase.server.Works.UnderWay;
import io.lunette.usecase.volume.ServersVolumes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a server that was found possible: first its rows, then its new volumes, then its domain. When anything fails, what
 * was made is gone again, the volumes that were there before are free, and the server is in ERROR with the reason.
 */
record MakeServer(
        StateStore store,
        ServerRows rows,
        Hosts hosts,
        Works works,
        Attachments attachments,
        ServersVolumes volumes,
        InstantSource clock) {

    /** The rows are there and the work is written down; the world is as it was. */
    Outcome<Server> begin(Caller caller, Planned planned) {
        try {
            return store.atomically(() -> {
                store.servers().insert(planned.server());
                List<VolumeId> promised = new ArrayList<>();
                for (int i = 0; i < planned.wished().size(); i++) {
                    if (planned.wished().get(i) instanceof VolumeDisk disk) {
                        take(planned, disk, planned.boot().disks().get(i));
                        disk.newVolume().ifPresent(volume -> promised.add(volume.id()));
                    }
                }
                works.begin(
                        caller,
                        planned.server().id(),
                        Kind.BOOT,
                        Optional.empty(),
                        promised,
                        Optional.of(planned.boot().plan()));
                return Outcome.done(planned.server());
            });
        } catch (Refused refused) {
            return Outcome.failed(refused.failure);
        }
    }

    /** Leaves the transaction, so that nothing of it is kept. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient Failure failure;

        Refused(Failure failure) {
            super(failure.sentence(), null, false, false);
            this.failure = failure;
        }
    }

    private void take(Planned planned, VolumeDisk disk, DiskSpec spec) {
        Intent intent = new Intent(
                disk.bootIndex(), "/dev/" + spec.target(), spec.mode(), disk.tag(), disk.deleteOnTermination());
        Outcome<Attachment> taken = disk.newVolume().isPresent()
                ? Outcome.done(attachments.promise(planned.server(), disk.volume(), intent))
                : attachments.reserve(planned.server(), disk.volume(), intent);
        if (taken instanceof Outcome.Failed<Attachment>(Failure failure)) {
            throw new Refused(failure);
        }
    }

    /** Makes it, from the start or from wherever that was left; one that is to be deleted by now is not made. */
    void resume(UnderWay work, Fence fence) {
        Optional<Server> server = store.servers().find(work.entry().server());
        if (server.isEmpty()) {
            discard(work);
            works.endInVain(work);
            return;
        }
        Plan plan = work.entry().plan().orElseThrow();
        hosts.of(server.get().host())
                .ifDone(world -> make(world, new PlanRunner(world, volumes, fence), server.get(), work, plan))
                .ifFailed(unknown -> works.later(work, false));
    }

    private void make(World world, PlanRunner runner, Server server, UnderWay work, Plan plan) {
        boolean unwanted =
                server.task().filter(task -> task == ServerTask.DELETING).isPresent();
        if (!work.isTakenUp() && !unwanted) {
            settle(runner.run(plan, work.action()), work, plan);
            return;
        }
        world.hypervisor()
                .find(plan.server())
                .ifDone(domain -> goOn(runner, work, plan, unwanted, domain))
                .ifFailed(noAnswer -> works.later(work, false));
    }

    /** A domain that runs was started by the last step that changes anything; all steps may be repeated until then. */
    private void goOn(PlanRunner runner, UnderWay work, Plan plan, boolean unwanted, Optional<DomainSnapshot> domain) {
        boolean runs = domain.flatMap(DomainSnapshot::liveXml).isPresent();
        Outcome<Ran> outcome = runs
                ? runner.look(plan, work.action())
                : unwanted ? undone(runner, work, plan) : runner.run(plan, work.action());
        boolean notAsPlanned = runs
                && outcome.failureIfAny().filter(why -> !Works.isNoAnswer(why)).isPresent();
        settle(notAsPlanned ? undone(runner, work, plan) : outcome, work, plan);
    }

    private static Outcome<Ran> undone(PlanRunner runner, UnderWay work, Plan plan) {
        return runner.takeBack(plan, work.action())
                .then(undone -> Outcome.failed(
                        new ServerFailure.Interrupted(plan.server().toString())));
    }

    private void settle(Outcome<Ran> outcome, UnderWay work, Plan plan) {
        switch (outcome) {
            case Outcome.Done<Ran>(Ran ran) -> made(work, plan, ran);
            case Outcome.Failed<Ran>(Failure failure) -> {
                // What was taken up may run already: then a silence of its target says nothing.
                if (Works.isOpen(failure)
                        || (work.isTakenUp() && Works.isNoAnswer(failure) && !isInterrupted(failure))) {
                    works.later(work, false);
                } else {
                    failed(work, failure);
                }
            }
        }
    }

    private static boolean isInterrupted(Failure failure) {
        return failure instanceof ServerFailure.Interrupted;
    }

    private void made(UnderWay work, Plan plan, Ran ran) {
        store.atomically(() -> {
            work.action().succeeded();
            works.end(work.entry());
            store.attachments().ofServer(plan.server()).stream()
                    .filter(attachment -> attachment.status() == AttachmentStatus.ATTACHING)
                    .forEach(attachment -> attachments.attached(placed(attachment, plan, ran)));
            settle(plan.server(), ServerStatus.ACTIVE, Optional.empty());
            return Unit.UNIT;
        });
    }

    private static Attachment placed(Attachment reserved, Plan plan, Ran ran) {
        Attachment named = plan.disk(reserved.volume())
                .filter(disk -> disk.bus() == DiskBus.SCSI)
                .flatMap(disk -> disk.address().map(address -> reserved.withPlace("/dev/" + disk.target(), address)))
                .orElse(reserved);
        return ran.connection(reserved.volume()).map(named::withConnection).orElse(named);
    }

    private void failed(UnderWay work, Failure failure) {
        discard(work);
        store.atomically(() -> {
            work.action().failed(failure);
            works.end(work.entry());
            store.attachments().ofServer(work.entry().server()).forEach(attachments::gone);
            settle(work.entry().server(), ServerStatus.ERROR, Optional.of(failure.sentence()));
            return Unit.UNIT;
        });
    }

    /** Those that were not made yet have rows all the same. */
    private void discard(UnderWay work) {
        work.entry()
                .newVolumes()
                .forEach(volume ->
                        volumes.discard(volume).ifFailed(left -> work.action().failed(left)));
    }

    private void settle(ServerId id, ServerStatus status, Optional<String> fault) {
        rows.change(id, server -> {
                    Server settled = server.with(status, taskAfter(server)).withFault(fault);
                    return Outcome.done(
                            status == ServerStatus.ACTIVE ? settled.withLaunched(clock.instant()) : settled);
                })
                .isDone();
    }

    /** A deletion that was asked for meanwhile is still to come. */
    private static Optional<ServerTask> taskAfter(Server server) {
        return server.task().filter(task -> task != ServerTask.SPAWNING);
    }
}
