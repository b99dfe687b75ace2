package io.lunette.usecase.cluster;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.ReservationFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Cluster;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.LunReservations;
import io.lunette.port.StateStore;
import io.lunette.run.World;
import io.lunette.scsi.FullStatus;
import io.lunette.scsi.FullStatus.Registrant;
import io.lunette.scsi.Reservations;
import io.lunette.scsi.TransportId;
import io.lunette.usecase.cluster.Preflight.Path;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.Turns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at LUNs as servers will see them: lets each server's initiator in, reads as that initiator what the LUN says of
 * itself and of its reservations, and takes the mask back where the server does not have the LUN. One server after the
 * other, each in its turn, so that nobody attaches meanwhile what is withdrawn here.
 */
final class LookAtPaths {
    private final StateStore store;
    private final Hosts hosts;
    private final Turns turns;
    private final LunReservations reservations;

    LookAtPaths(StateStore store, Hosts hosts, Turns turns, LunReservations reservations) {
        this.store = store;
        this.hosts = hosts;
        this.turns = turns;
        this.reservations = reservations;
    }

    /**
     * Every server's path to every volume.
     *
     * @param nodes with the keys that are known to be theirs
     * @param allowStrangers whether registrations of others speak against it, or are told alone
     */
    Preflight look(List<Server> servers, List<Volume> volumes, List<Cluster.Node> nodes, boolean allowStrangers) {
        List<ReservationKey> known =
                nodes.stream().flatMap(node -> node.key().stream()).toList();
        List<Iqn> initiators = servers.stream().map(Server::initiator).toList();
        List<Path> paths = new ArrayList<>();
        for (Server server : servers) {
            paths.addAll(paths(server, volumes, known, initiators));
        }
        return new JudgePaths(paths, allowStrangers).judge();
    }

    private List<Path> paths(Server server, List<Volume> volumes, List<ReservationKey> known, List<Iqn> initiators) {
        Outcome<List<Path>> seen = turns.take(
                server.id(),
                fence -> hosts.of(server.host())
                        .map(world -> volumes.stream()
                                .map(volume -> path(world, server, volume, known, initiators))
                                .toList()));
        return switch (seen) {
            case Outcome.Done<List<Path>>(List<Path> paths) -> paths;
            case Outcome.Failed<List<Path>>(Failure why) ->
                volumes.stream().map(volume -> nothing(server, volume, why)).toList();
        };
    }

    private static Path nothing(Server server, Volume volume, Failure why) {
        return new Path(server, volume, Optional.empty(), Optional.empty(), List.of(), Optional.of(why));
    }

    private Path path(World world, Server server, Volume volume, List<ReservationKey> known, List<Iqn> initiators) {
        Lun lun = volume.lun().orElseThrow();
        boolean has = has(server, volume);
        Login login = has
                ? world.logins().current(volume.id(), lun, server.initiator())
                : world.logins().passing(volume.id(), lun, server.initiator());
        Outcome<Path> seen = world.luns()
                .expose(volume.id(), lun, server.host(), login)
                .then(connection -> network(volume, connection))
                .then(path -> world.probe()
                        .identify(path, login)
                        .map(identity -> read(server, volume, path, login, identity, known, initiators)));
        Outcome<Unit> back =
                has ? Outcome.done() : world.luns().withdraw(volume.id(), lun, server.host(), server.initiator());
        return switch (seen.then(path -> back.map(done -> path))) {
            case Outcome.Done<Path>(Path path) -> path;
            case Outcome.Failed<Path>(Failure why) -> nothing(server, volume, why);
        };
    }

    private boolean has(Server server, Volume volume) {
        return store.attachments().ofServer(server.id()).stream()
                .anyMatch(attachment -> attachment.volume().equals(volume.id()));
    }

    private static Outcome<Connection.Network> network(Volume volume, Connection connection) {
        return connection instanceof Connection.Network network
                ? Outcome.done(network)
                : Outcome.failed(new ReservationFailure.NotOnNetwork(volume.id().toString()));
    }

    private Path read(
            Server server,
            Volume volume,
            Connection.Network path,
            Login login,
            LunIdentity identity,
            List<ReservationKey> known,
            List<Iqn> initiators) {
        LunIdentity registered = volume.lun().orElseThrow().identity();
        if (!identity.isOfSameLun(registered)) {
            // Another LUN's reservations are nobody's business here.
            return new Path(
                    server,
                    volume,
                    Optional.of(identity),
                    Optional.empty(),
                    List.of(),
                    Optional.of(new StorageFailure.IdentityMismatch(
                            volume.id().toString(), registered.name(), identity.name())));
        }
        return switch (reservations.read(path, login)) {
            case Outcome.Done<Reservations>(Reservations found) ->
                new Path(
                        server,
                        volume,
                        Optional.of(identity),
                        Optional.of(found),
                        strangers(found, known, initiators),
                        Optional.empty());
            case Outcome.Failed<Reservations>(Failure why) ->
                new Path(server, volume, Optional.of(identity), Optional.empty(), List.of(), Optional.of(why));
        };
    }

    /** Whoever registered by a recorded key, or under a server's own initiator name, is no stranger. */
    private static List<ReservationKey> strangers(
            Reservations found, List<ReservationKey> known, List<Iqn> initiators) {
        List<ReservationKey> keys = found.fullStatus() instanceof Parsed.Valid<FullStatus>(FullStatus told)
                ? told.registrants().stream()
                        .filter(registrant -> initiators.stream().noneMatch(name -> isOf(registrant, name)))
                        .map(Registrant::key)
                        .toList()
                : found.registered().keys();
        return keys.stream().filter(key -> !known.contains(key)).distinct().toList();
    }

    private static boolean isOf(Registrant registrant, Iqn initiator) {
        return registrant.initiator() instanceof TransportId.Iscsi iscsi
                && iscsi.name().equals(initiator.text());
    }
}
