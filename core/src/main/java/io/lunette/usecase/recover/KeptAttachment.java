package io.lunette.usecase.recover;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import java.time.Instant;
import java.util.Optional;

/** What a domain's disk cannot say of the attachment that it is. */
record KeptAttachment(
        AttachmentId id, long generation, Optional<String> tag, boolean deleteOnTermination, Instant created) {

    static KeptAttachment of(Attachment attachment) {
        return new KeptAttachment(
                attachment.id(),
                attachment.generation(),
                attachment.tag(),
                attachment.deleteOnTermination(),
                attachment.created());
    }
}
