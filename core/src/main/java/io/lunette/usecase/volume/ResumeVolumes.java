package io.lunette.usecase.volume;

import io.lunette.model.Volume;
import io.lunette.model.VolumeStates;
import io.lunette.model.VolumeStatus;
import io.lunette.port.Volumes;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Takes up what a controller was doing to volumes when it was stopped. To be run once, before requests are served. */
public final class ResumeVolumes {
    private final Volumes volumes;
    private final VolumeRows rows;
    private final MakeLun makeLun;
    private final DeleteVolume deleteVolume;
    private final Executor background;

    public ResumeVolumes(
            Volumes volumes, VolumeRows rows, MakeLun makeLun, DeleteVolume deleteVolume, Executor background) {
        this.volumes = volumes;
        this.rows = rows;
        this.makeLun = makeLun;
        this.deleteVolume = deleteVolume;
        this.background = background;
    }

    /** How many volumes had work left. */
    public int resume() {
        int resumed = 0;
        for (Volume volume : volumes.list(Optional.empty())) {
            resumed += resume(volume) ? 1 : 0;
        }
        return resumed;
    }

    private boolean resume(Volume volume) {
        switch (volume.status()) {
            case CREATING, DOWNLOADING -> background.execute(() -> makeLun.make(volume.id()));
            case DELETING -> background.execute(() -> deleteVolume.finish(volume.id()));
            // Nobody was told of a new size, and a LUN that has grown all the same serves the old one as well.
            case EXTENDING ->
                rows.change(volume.id(), now -> VolumeStates.move(now, VolumeStatus.AVAILABLE, "made available"));
            case AVAILABLE, RESERVED, ATTACHING, IN_USE, DETACHING, ERROR, ERROR_DELETING -> {
                return false;
            }
        }
        return true;
    }
}
