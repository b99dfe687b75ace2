package io.lunette.plan;

import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiModel;
import java.util.Optional;

/**
 * How a disk is shown to its guest: decided before it is known where it goes.
 *
 * @param model the controller model it needs; present exactly when the bus is SCSI
 */
public record DiskChoice(DiskBus bus, DeviceMode mode, Optional<ScsiModel> model) {
    public DiskChoice {
        if (model.isPresent() != (bus == DiskBus.SCSI)) {
            throw new IllegalArgumentException("a controller model belongs to the SCSI bus");
        }
    }

    static DiskChoice scsi(DeviceMode mode, ScsiModel model) {
        return new DiskChoice(DiskBus.SCSI, mode, Optional.of(model));
    }
}
