package io.lunette.usecase.server;

import io.lunette.model.Attachment;
import io.lunette.model.Server;
import java.util.List;
import java.util.Optional;

/**
 * A server as it is shown.
 *
 * @param hostReached whether its host is connected to; what is shown is as it was when it was seen last, if not
 * @param zone of its host
 * @param attachments what volumes it has, in the order of their device names
 */
public record ShownServer(Server server, boolean hostReached, String zone, List<Attachment> attachments) {
    public ShownServer {
        attachments = List.copyOf(attachments);
    }

    /** The name of the volume that it boots from; empty when it boots from a disk made of an image. */
    public Optional<String> rootDeviceName() {
        return attachments.stream()
                .filter(attachment -> attachment.bootIndex().equals(Optional.of(0)))
                .map(Attachment::deviceName)
                .findFirst();
    }
}
