package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;

/** Finds what a request names, if it is the caller's; somebody else's is as if it were not there. */
public record ServerAccess(StateStore store) {

    public Outcome<Server> server(Caller caller, ServerId id) {
        return Outcome.of(
                store.servers().find(id).filter(server -> caller.mayUse(server.project())),
                new ServerFailure.NotFound(id.toString()));
    }

    /** As {@link #server}, and refused when an owner locked it against change. */
    public Outcome<Server> changeable(Caller caller, ServerId id) {
        return server(caller, id)
                .then(server -> server.locked() && !caller.isAdmin()
                        ? Outcome.failed(new ServerFailure.Locked(id.toString()))
                        : Outcome.done(server));
    }

    public Outcome<Volume> volume(Caller caller, VolumeId id) {
        return Outcome.of(
                store.volumes().find(id).filter(volume -> caller.mayUse(volume.project())),
                new VolumeFailure.NotFound(id.toString()));
    }

    /** The volume as this server has it, or is getting or losing it. */
    Outcome<Attachment> attachment(ServerId server, VolumeId volume) {
        return Outcome.of(
                store.attachments().ofServer(server).stream()
                        .filter(attachment -> attachment.volume().equals(volume))
                        .findFirst(),
                new ServerFailure.VolumeNotAttached(server.toString(), volume.toString()));
    }
}
