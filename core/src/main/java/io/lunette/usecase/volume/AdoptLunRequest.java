package io.lunette.usecase.volume;

import io.lunette.model.ChapAccount;
import io.lunette.model.LunAddress;
import io.lunette.model.ProjectId;
import java.util.Map;
import java.util.Optional;

/**
 * A LUN of somebody's array that is to become a volume.
 *
 * @param lun where it is on the network; empty where a host's kernel has it
 * @param volumeType id or name; empty for the default. The type says whether servers may share it
 * @param project whose it will be; empty for the caller's own
 * @param chap what the array asks of who logs in; the account of all servers that will have the volume
 */
public record AdoptLunRequest(
        Optional<LunAddress> lun,
        String name,
        String description,
        Optional<String> volumeType,
        boolean bootable,
        Map<String, String> metadata,
        Optional<ProjectId> project,
        Optional<ChapAccount> chap) {
    /** Of a LUN on the network. */
    public AdoptLunRequest(
            LunAddress lun,
            String name,
            String description,
            Optional<String> volumeType,
            boolean bootable,
            Map<String, String> metadata,
            Optional<ProjectId> project,
            Optional<ChapAccount> chap) {
        this(Optional.of(lun), name, description, volumeType, bootable, metadata, project, chap);
    }

    public AdoptLunRequest {
        metadata = Map.copyOf(metadata);
    }
}
