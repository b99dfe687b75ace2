package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Attachment;
import io.lunette.model.Caller;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;
import java.util.List;

/** Shows what volumes a server has, and changes whether they go with it. */
public final class ServerVolumes {
    private final StateStore store;
    private final ServerAccess access;

    public ServerVolumes(StateStore store) {
        this.store = store;
        this.access = new ServerAccess(store);
    }

    /** In the order of their device names. */
    public Outcome<List<Attachment>> list(Caller caller, ServerId id) {
        return access.server(caller, id).map(server -> store.attachments().ofServer(id));
    }

    public Outcome<Attachment> show(Caller caller, ServerId id, VolumeId volume) {
        return access.server(caller, id).then(server -> access.attachment(id, volume));
    }

    public Outcome<Attachment> deleteOnTermination(Caller caller, ServerId id, VolumeId volume, boolean delete) {
        return store.atomically(() -> access.changeable(caller, id)
                .then(server -> show(caller, id, volume))
                .then(attachment -> {
                    Attachment changed = attachment.withDeleteOnTermination(delete);
                    return store.attachments().update(changed)
                            ? Outcome.done(changed.withRevision(changed.revision() + 1))
                            : Outcome.failed(new ServerFailure.Busy(id.toString()));
                }));
    }
}
