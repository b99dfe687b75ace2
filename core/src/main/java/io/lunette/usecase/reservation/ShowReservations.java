package io.lunette.usecase.reservation;

import io.lunette.failure.Outcome;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.LunReservations;
import io.lunette.port.StateStore;
import io.lunette.scsi.Reservations;
import io.lunette.usecase.volume.ClusterBonds;
import java.util.Optional;

/** Shows who is registered with a volume's LUN and who has reserved it, to whoever may see the volume. */
public final class ShowReservations {
    private final StateStore store;
    private final ControllerPath path;
    private final LunReservations reservations;

    ShowReservations(StateStore store, ControllerPath path, LunReservations reservations) {
        this.store = store;
        this.path = path;
        this.reservations = reservations;
    }

    public Outcome<ShownReservations> show(Caller caller, VolumeId id) {
        return find(caller, id)
                .then(volume -> path.to(volume, reservations::read).map(found -> shown(volume, found)));
    }

    ShownReservations shown(Volume volume, Reservations found) {
        return ShownReservations.of(
                volume, found, store.servers().list(Optional.empty()), new ClusterBonds(store).of(volume.id()));
    }

    Outcome<Volume> find(Caller caller, VolumeId id) {
        return Outcome.of(
                store.volumes().find(id).filter(volume -> caller.mayUse(volume.project())),
                new VolumeFailure.NotFound(id.toString()));
    }
}
