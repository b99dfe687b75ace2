package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Attachment;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.VolumeId;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.port.StateStore;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.usecase.server.Actions.Action;
import io.lunette.usecase.server.Attachments.Intent;
import io.lunette.usecase.server.BootServer.Planned;
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
        Actions actions,
        Attachments attachments,
        ServersVolumes volumes,
        InstantSource clock) {

    /** What was begun: the rows are there, the world is as it was. */
    record Begun(Planned planned, List<Attachment> attachments, List<VolumeId> newVolumes, Action action) {}

    Outcome<Begun> begin(Caller caller, Planned planned) {
        try {
            return store.atomically(() -> {
                store.servers().insert(planned.server());
                List<Attachment> reserved = new ArrayList<>();
                List<VolumeId> promised = new ArrayList<>();
                for (int i = 0; i < planned.wished().size(); i++) {
                    if (planned.wished().get(i) instanceof VolumeDisk disk) {
                        reserved.add(take(planned, disk, planned.boot().disks().get(i)));
                        disk.newVolume().ifPresent(volume -> promised.add(volume.id()));
                    }
                }
                Action action = actions.begin(caller, planned.server().id(), "create");
                return Outcome.done(new Begun(planned, List.copyOf(reserved), List.copyOf(promised), action));
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

    private Attachment take(Planned planned, VolumeDisk disk, DiskSpec spec) {
        Intent intent = new Intent(
                disk.bootIndex(), "/dev/" + spec.target(), spec.mode(), disk.tag(), disk.deleteOnTermination());
        Outcome<Attachment> taken = disk.newVolume().isPresent()
                ? Outcome.done(attachments.promise(planned.server(), disk.volume(), intent))
                : attachments.reserve(planned.server(), disk.volume(), intent);
        return switch (taken) {
            case Outcome.Done<Attachment>(Attachment attachment) ->
                spec.address()
                        .filter(address -> spec.bus() == DiskBus.SCSI)
                        .map(address -> attachment.withPlace("/dev/" + spec.target(), address))
                        .orElse(attachment);
            case Outcome.Failed<Attachment>(Failure failure) -> throw new Refused(failure);
        };
    }

    /** A server that was deleted before its turn came is not made. */
    Outcome<Server> inTurn(Begun begun) {
        ServerId id = begun.planned().server().id();
        if (store.servers().find(id).isPresent()) {
            return make(begun);
        }
        discard(begun);
        return Outcome.failed(new ServerFailure.NotFound(id.toString()));
    }

    private Outcome<Server> make(Begun begun) {
        Planned planned = begun.planned();
        Outcome<Ran> outcome =
                new PlanRunner(planned.world(), volumes).run(planned.boot().plan(), begun.action());
        return switch (outcome) {
            case Outcome.Done<Ran>(Ran ran) -> made(begun, ran);
            case Outcome.Failed<Ran>(Failure failure) -> failed(begun, failure);
        };
    }

    private Outcome<Server> made(Begun begun, Ran ran) {
        return store.atomically(() -> {
            begun.action().succeeded();
            begun.attachments()
                    .forEach(attachment -> attachments.attached(ran.connection(attachment.volume())
                            .map(attachment::withConnection)
                            .orElse(attachment)));
            return settle(begun.planned().server(), ServerStatus.ACTIVE, Optional.empty());
        });
    }

    private Outcome<Server> failed(Begun begun, Failure failure) {
        boolean over = !(failure instanceof HostFailure.Uncertain);
        Outcome<Server> settled = store.atomically(() -> {
            begun.action().failed(failure);
            if (over) {
                begun.attachments().forEach(attachments::gone);
            }
            return settle(begun.planned().server(), ServerStatus.ERROR, Optional.of(failure.sentence()));
        });
        if (over) {
            discard(begun);
        }
        return settled;
    }

    /** Those that were not made yet have rows all the same. */
    private void discard(Begun begun) {
        begun.newVolumes()
                .forEach(volume ->
                        volumes.discard(volume).ifFailed(left -> begun.action().failed(left)));
    }

    private Outcome<Server> settle(Server begun, ServerStatus status, Optional<String> fault) {
        return rows.change(begun.id(), server -> {
            Server settled = server.with(status, taskAfter(server)).withFault(fault);
            return Outcome.done(status == ServerStatus.ACTIVE ? settled.withLaunched(clock.instant()) : settled);
        });
    }

    /** A deletion that was asked for meanwhile is still to come. */
    private static Optional<ServerTask> taskAfter(Server server) {
        return server.task().filter(task -> task != ServerTask.SPAWNING);
    }
}
