package io.lunette.usecase.volume;

import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Caller;
import io.lunette.model.HostName;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.StateStore;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows one volume. Clients ask for it again and again while they wait, so it reads no more than it must. */
public final class ShowVolume {
    private static final Set<VolumeStatus> UNATTACHED =
            EnumSet.of(VolumeStatus.CREATING, VolumeStatus.DOWNLOADING, VolumeStatus.AVAILABLE, VolumeStatus.DELETING);

    private final StateStore store;
    private final VolumeRows rows;

    public ShowVolume(StateStore store, VolumeRows rows) {
        this.store = store;
        this.rows = rows;
    }

    public Outcome<ShownVolume> show(Caller caller, VolumeId id) {
        return rows.find(caller, id).map(volume -> shown(caller, volume));
    }

    private ShownVolume shown(Caller caller, Volume volume) {
        List<Attachment> attachments = UNATTACHED.contains(volume.status())
                ? List.of()
                : store.attachments().ofVolume(volume.id()).stream()
                        .filter(ShowVolume::visible)
                        .toList();
        return new ShownVolume(volume, attachments, caller.isAdmin() ? hosts(attachments) : Map.of());
    }

    static boolean visible(Attachment attachment) {
        return attachment.status() != AttachmentStatus.ATTACHING;
    }

    private Map<ServerId, HostName> hosts(List<Attachment> attachments) {
        Map<ServerId, HostName> hosts = new HashMap<>();
        for (Attachment attachment : attachments) {
            store.servers()
                    .find(attachment.server())
                    .map(Server::host)
                    .ifPresent(host -> hosts.put(attachment.server(), host));
        }
        return hosts;
    }
}
