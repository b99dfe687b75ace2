package io.lunette.server.iscsi.probe;

import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.ReservationKey;
import io.lunette.port.LunReservations;
import io.lunette.port.LunSource;
import io.lunette.port.contract.LunReservationsContract;
import io.lunette.scsi.ReservationType;
import io.lunette.scsi.ReserveOut;
import io.lunette.server.iscsi.tgt.PrivateTgt;
import io.lunette.server.iscsi.tgt.TgtLunSource;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("real")
class IscsiReservationsTest extends LunReservationsContract {
    private static PrivateTgt tgt;
    private static TgtLunSource source;
    private static IscsiProbe probe;

    @BeforeAll
    static void start() throws IOException {
        tgt = new PrivateTgt(62, 23620);
        source = tgt.start();
        probe = IscsiProbe.load().get();
    }

    @AfterAll
    static void stop() throws IOException {
        probe.close();
        source.stop().get();
        tgt.close();
    }

    @AfterEach
    void delete_what_the_test_made() {
        source.volumes().get().forEach(volume -> source.delete(volume).get());
    }

    @Override
    protected LunReservations reservations() {
        return new IscsiReservations(probe);
    }

    @Override
    protected LunSource source() {
        return source;
    }

    @Override
    protected void arrange(Connection.Network path, Iqn initiator, ReservationKey key, Optional<ReservationType> type) {
        try (SessionForTests session = new SessionForTests(path, initiator)) {
            session.tell(ReserveOut.registerAndIgnore(key));
            type.ifPresent(wanted -> session.tell(ReserveOut.reserve(key, wanted)));
        }
    }
}
