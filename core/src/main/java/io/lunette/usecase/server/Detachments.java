package io.lunette.usecase.server;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.StateStore;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.usecase.server.Works.UnderWay;
import java.util.Optional;

/** How a detach begins and is found again, whether its guest agrees to it or not. */
record Detachments(StateStore store, Attachments attachments, Works works) {

    /** What is to go is marked so, and the work is written down; the world is as it was. */
    record Begun(Attachment leaving, UnderWay work) {}

    /** What a detach that was begun is about. */
    record Found(Server server, Volume volume, Attachment leaving) {}

    Begun begin(Caller caller, Attachment attachment, Kind kind) {
        return store.atomically(() -> {
            Attachment leaving = attachments.detaching(attachment);
            return new Begun(
                    leaving,
                    works.begin(
                            caller,
                            attachment.server(),
                            kind,
                            Optional.of(Attachments.subject(leaving)),
                            Optional.empty()));
        });
    }

    /** Empty, and the work is ended, when what it is about is gone. */
    Optional<Found> find(UnderWay work) {
        Optional<Found> found = attachments
                .of(work.entry(), AttachmentStatus.DETACHING)
                .flatMap(leaving -> store.servers()
                        .find(work.entry().server())
                        .flatMap(server -> store.volumes()
                                .find(leaving.volume())
                                .map(volume -> new Found(server, volume, leaving))));
        if (found.isEmpty()) {
            works.endInVain(work);
        }
        return found;
    }
}
