package io.lunette.usecase.volume;

import io.lunette.model.Attachment;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import java.util.List;
import java.util.Map;

/**
 * A volume as people see it.
 *
 * @param attachments those that are there, and those on their way out; not yet those on their way in
 * @param hosts where the servers of the attachments are; empty for those who may not know
 */
public record ShownVolume(Volume volume, List<Attachment> attachments, Map<ServerId, HostName> hosts) {
    public ShownVolume {
        attachments = List.copyOf(attachments);
    }
}
