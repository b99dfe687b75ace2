package io.lunette.usecase.reservation;

import io.lunette.port.LunProbe;
import io.lunette.port.LunReservations;
import io.lunette.port.LunSource;
import io.lunette.port.StateStore;
import io.lunette.run.Registrations;
import io.lunette.run.TargetLogins;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.volume.ControllerInitiator;
import java.time.InstantSource;

/** All that can be done about reservations, put together on one set of ports. */
public record ReservationUseCases(ShowReservations show, ClearReservations clear, Registrations registrations) {

    /**
     * What the use cases stand on.
     *
     * @param controller the initiator that looks at LUNs, and that clears
     */
    public record Ports(
            StateStore store,
            LunSource source,
            LunProbe probe,
            LunReservations reservations,
            TargetLogins logins,
            ControllerInitiator controller,
            LeaseKeeper leases,
            InstantSource clock) {}

    public static ReservationUseCases on(Ports ports) {
        ControllerPath path =
                new ControllerPath(ports.source(), ports.probe(), ports.logins(), ports.controller(), ports.leases());
        ShowReservations show = new ShowReservations(ports.store(), path, ports.reservations());
        return new ReservationUseCases(
                show,
                new ClearReservations(ports.store(), show, path, ports.reservations(), ports.clock()),
                new ControllerRegistrations(ports.store(), path, ports.reservations()));
    }
}
