package io.lunette.plan;

import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.util.Optional;

/**
 * A volume that is to go onto a server.
 *
 * @param volume with its LUN
 * @param tuning of the controllers that must be made
 * @param deviceName what the user asked for, {@code /dev/sdc} or {@code sdc}
 * @param address where it must go; empty where any place will do
 */
public record AttachWish(
        Server server,
        Volume volume,
        DiskChoice choice,
        ControllerTuning tuning,
        Optional<String> deviceName,
        Optional<ScsiAddress> address) {

    /** Anywhere. */
    public AttachWish(
            Server server, Volume volume, DiskChoice choice, ControllerTuning tuning, Optional<String> deviceName) {
        this(server, volume, choice, tuning, deviceName, Optional.empty());
    }
}
