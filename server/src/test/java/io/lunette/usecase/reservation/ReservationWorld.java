package io.lunette.usecase.reservation;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;

import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.scsi.ReservationType;
import io.lunette.simulate.SimulatedLunSource;
import io.lunette.simulate.SimulatedReservations;
import io.lunette.usecase.lease.LeaseKeeper;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.ServerWorld;
import io.lunette.usecase.volume.ControllerInitiator;
import java.util.Optional;

/** Two running servers of Ann's that share a LUN, and somebody who clears it. */
public final class ReservationWorld {
    public static final Iqn CONTROLLER =
            Iqn.parse("iqn.2026-11.io.lunette:controller").get();
    public static final ReservationKey ONES = new ReservationKey(0xa1);
    public static final ReservationKey TWOS = new ReservationKey(0xb2);

    public final ServerWorld servers = new ServerWorld(Runnable::run);
    public final SimulatedReservations luns = new SimulatedReservations(servers.source);
    public final ReservationUseCases reservations = ReservationUseCases.on(new ReservationUseCases.Ports(
            servers.store,
            servers.source,
            servers.probe,
            luns,
            servers.logins,
            new ControllerInitiator(new HostName("controller"), CONTROLLER),
            new LeaseKeeper(servers.store.leases(), "controller", (after, work) -> {}),
            servers::now));
    public final Volume volume = servers.volume(ANN, PASSTHROUGH, true);
    public final Server one = having(volume);
    public final Server two = having(volume);

    private Server having(Volume shared) {
        Server server = servers.running();
        servers.servers
                .attach()
                .attach(
                        ServerWorld.again(ANN),
                        new AttachVolume.Request(server.id(), shared.id(), Optional.empty(), Optional.empty(), false))
                .get();
        return server;
    }

    private Connection.Network path() {
        return new Connection.Network(
                SimulatedLunSource.PORTAL,
                volume.lun().orElseThrow().onNetwork().target(),
                volume.lun().orElseThrow().onNetwork().number());
    }

    private Login login(Server server) {
        return new Login(server.initiator(), servers.logins.known(volume.id(), server.initiator()));
    }

    /** One registers and reserves for registrants, and two registers. */
    public void reserve() {
        luns.register(path(), login(one), ONES);
        luns.register(path(), login(two), TWOS);
        luns.reserve(path(), login(one), ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY);
    }

    /** From now on the array tells keys alone, as tgt does. */
    public void keepSecretWho() {
        luns.keepSecretWho(path(), login(one));
    }

    public void stop(Server server) {
        servers.servers.power().stop(ServerWorld.again(ANN), server.id()).get();
        servers.work();
    }
}
