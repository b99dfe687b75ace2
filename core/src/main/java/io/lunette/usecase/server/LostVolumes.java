package io.lunette.usecase.server;

import io.lunette.domainxml.DiskSpec;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Server;
import io.lunette.plan.DomainView;
import io.lunette.port.StateStore;
import java.util.List;

/**
 * Compares what the store says a server has with what its domain shows. A disk that is gone, as one that sat on a
 * controller which a reset took away, is shown as lost with the reason; one that is there again is attached again.
 */
record LostVolumes(StateStore store, Actions actions, Attachments attachments) {

    /** To be called in the server's turn, so that nothing is under way. */
    void look(Server server, DomainView domain) {
        for (Attachment attachment : store.attachments().ofServer(server.id())) {
            List<String> lacking = domain.lacking(DiskSpec.aliasOf(attachment.volume()));
            if (attachment.status() == AttachmentStatus.ATTACHED && !lacking.isEmpty()) {
                lose(server, attachment, String.join(" and ", lacking));
            } else if (attachment.status() == AttachmentStatus.LOST && lacking.isEmpty()) {
                attachments.attached(attachment);
            }
        }
    }

    private void lose(Server server, Attachment attachment, String where) {
        store.atomically(() -> {
            actions.note(
                    server,
                    "lost_volume",
                    new ServerFailure.LostVolume(
                            server.id().toString(), attachment.volume().toString(), where));
            return attachments.lost(attachment);
        });
    }
}
