package io.lunette.plan;

import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.util.Optional;

/**
 * A volume that is to go onto a server.
 *
 * @param volume with its LUN
 * @param tuning of the controllers that must be made
 * @param deviceName what the user asked for, {@code /dev/sdc} or {@code sdc}
 */
public record AttachWish(
        Server server, Volume volume, DiskChoice choice, ControllerTuning tuning, Optional<String> deviceName) {}
