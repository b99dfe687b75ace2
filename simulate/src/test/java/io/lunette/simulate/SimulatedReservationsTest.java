package io.lunette.simulate;

import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.ReservationKey;
import io.lunette.port.LunReservations;
import io.lunette.port.LunSource;
import io.lunette.port.contract.LunReservationsContract;
import io.lunette.scsi.ReservationType;
import java.time.Duration;
import java.util.Optional;

class SimulatedReservationsTest extends LunReservationsContract {
    private final SimulatedLunSource source = new SimulatedLunSource(ByteCount.ofGiB(1), Duration.ofMillis(20));
    private final SimulatedReservations reservations = new SimulatedReservations(source);

    @Override
    protected LunReservations reservations() {
        return reservations;
    }

    @Override
    protected LunSource source() {
        return source;
    }

    @Override
    protected void arrange(Connection.Network path, Iqn initiator, ReservationKey key, Optional<ReservationType> type) {
        reservations.register(path, Login.of(initiator), key);
        type.ifPresent(wanted -> reservations.reserve(path, Login.of(initiator), wanted));
    }
}
