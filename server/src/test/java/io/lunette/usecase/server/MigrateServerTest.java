package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.HOST;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Connection;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Login;
import io.lunette.model.LunAddress;
import io.lunette.model.LunPath;
import io.lunette.model.Migration;
import io.lunette.model.Migration.Status;
import io.lunette.model.ReservationKey;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.simulate.SimulatedLunSource;
import io.lunette.simulate.hypervisor.Interference.Call;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.host.HostUseCases;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrateServerTest {
    private static final HostName NORTH = new HostName("north");
    private static final ReservationKey KEY = new ReservationKey(0xa1);
    private static final ReservationKey OTHERS = new ReservationKey(0xb2);

    private final ServerWorld world = new ServerWorld();
    private final SimulatedHypervisor north = new SimulatedHypervisor(NORTH);
    private final HostUseCases hosts = HostUseCases.on(new HostUseCases.Ports(
            world.store, world.hosts, host -> north, false, (after, work) -> {}, () -> Instant.EPOCH));
    private Volume volume;
    private ServerId server;

    @BeforeEach
    void boot() {
        hosts.follow().start(HostUri.parse("qemu:///system").get());
        volume = world.volume(PASSTHROUGH);
        server = world.booted(request(Optional.empty(), lun(volume, 0))).id();
        hosts.add()
                .add(
                        ADMIN,
                        NORTH,
                        HostUri.parse("qemu+ssh://127.0.0.1/system").get(),
                        Optional.empty(),
                        LunPath.NETWORK)
                .get();
    }

    private Outcome<Migration> migrate() {
        return migrate(false);
    }

    private Outcome<Migration> migrate(boolean dropRegistrations) {
        return world.servers
                .migrate()
                .migrate(
                        ServerWorld.again(ADMIN),
                        new MigrateServer.Request(server, Optional.empty(), dropRegistrations));
    }

    private static Connection.Network path(Volume volume) {
        LunAddress at = volume.lun().orElseThrow().onNetwork();
        return new Connection.Network(SimulatedLunSource.PORTAL, at.target(), at.number());
    }

    private Login login(Volume of, Server who) {
        return new Login(who.initiator(), world.logins.known(of.id(), who.initiator()));
    }

    private void register(Volume on, Server who, ReservationKey key) {
        world.reservations.register(path(on), login(on, who), key);
    }

    private List<ReservationKey> keys(Volume on) {
        return world.reservations
                .read(path(on), login(on, row()))
                .get()
                .registered()
                .keys();
    }

    /** A shared volume that the server has, and another one has as well. */
    private Volume shared(Server other) {
        Volume shared = world.volume(ADMIN, PASSTHROUGH, true);
        for (ServerId each : List.of(server, other.id())) {
            world.servers
                    .attach()
                    .attach(
                            ServerWorld.again(ADMIN),
                            new AttachVolume.Request(each, shared.id(), Optional.empty(), Optional.empty(), false))
                    .get();
            world.work();
        }
        return world.store.volumes().find(shared.id()).orElseThrow();
    }

    private Server row() {
        return world.store.servers().find(server).orElseThrow();
    }

    private Migration migration() {
        return world.store.migrations().list().getFirst();
    }

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    private void assertAt(SimulatedHypervisor here, SimulatedHypervisor not) {
        assertTrue(here.runs(server));
        assertEquals(Outcome.done(List.of()), not.servers());
        assertEquals(Outcome.done(List.of()), not.secrets());
        assertEquals(1, here.secrets().get().size());
        assertEquals(here.name(), row().host());
        assertEquals(ServerStatus.ACTIVE, row().status());
        assertEquals(Optional.empty(), row().task());
        assertEquals(
                List.of(), world.store.atomically(() -> world.store.journal().all()));
        assertEquals(
                Outcome.done(List.of(row().initiator())),
                world.luns.exposedTo(volume.id()).map(List::copyOf));
    }

    @Test
    void a_server_goes_to_the_other_host_with_all_that_it_needs_and_leaves_nothing_behind() {
        assertTrue(migrate().isDone());
        assertEquals(ServerStatus.MIGRATING, row().status());
        world.work();

        assertAt(north, world.hypervisor);
        assertEquals(Status.COMPLETED, migration().status());
    }

    @Test
    void what_fails_is_taken_back_and_the_server_goes_on_where_it_was() {
        north.interference().failNext(Call.KEEP_SECRET, new HostFailure.Refused("north", "keep a secret", "no room"));
        assertTrue(migrate().isDone());
        world.work();
        assertAt(world.hypervisor, north);
        assertEquals(Status.ERROR, migration().status());

        world.hypervisor
                .interference()
                .failNext(Call.MIGRATE, new HostFailure.Refused("host1", "migrate a domain", "no route"));
        assertTrue(migrate().isDone());
        world.work();
        assertAt(world.hypervisor, north);
        assertEquals(
                List.of(2L, 1L),
                world.store.migrations().list().stream().map(Migration::number).toList());
    }

    @Test
    void an_answer_that_was_lost_does_not_lose_the_server() {
        world.hypervisor
                .interference()
                .loseAnswer(Call.MIGRATE, new HostFailure.Uncertain("host1", "migrate a domain"));
        assertTrue(migrate().isDone());
        world.work();

        assertAt(north, world.hypervisor);
        assertEquals(Status.COMPLETED, migration().status());
    }

    @Test
    void what_was_cut_off_before_the_guest_ran_there_goes_on_where_it_was() {
        cutOff(false);
        assertAt(world.hypervisor, north);
        assertEquals(Status.ERROR, migration().status());
    }

    @Test
    void what_was_cut_off_after_the_guest_ran_there_stays_there() {
        cutOff(true);
        assertAt(north, world.hypervisor);
        assertEquals(Status.COMPLETED, migration().status());
    }

    private void cutOff(boolean arrived) {
        world.hypervisor.interference().before(Call.MIGRATE, () -> {
            world.hypervisor.interference().before(Call.MIGRATE, () -> {});
            world.hypervisor.leaveInTransit(server, north, arrived);
        });
        world.hypervisor.interference().failNext(Call.MIGRATE, new HostFailure.Uncertain("host1", "migrate a domain"));
        assertTrue(migrate().isDone());
        world.work();
    }

    @Test
    void a_target_that_falls_silent_is_waited_for_where_nothing_is_known_without_it() {
        world.hypervisor.interference().before(Call.MIGRATE, () -> {
            world.hypervisor.interference().before(Call.MIGRATE, () -> {});
            world.hypervisor.leaveInTransit(server, north, true);
            north.interference().failAll(new HostFailure.Unreachable("north", "no route"));
        });
        world.hypervisor.interference().failNext(Call.MIGRATE, new HostFailure.Uncertain("host1", "migrate a domain"));
        assertTrue(migrate().isDone());
        world.work();
        assertEquals(ServerStatus.MIGRATING, row().status());
        assertFalse(world.store.journal().all().isEmpty());

        north.interference().stop();
        world.servers.resume().resume(world.store.journal().all().getFirst().id());
        assertAt(north, world.hypervisor);
    }

    @Test
    void a_server_is_not_moved_by_members_nor_to_itself_nor_where_no_host_takes_it() {
        assertEquals(
                "identity.not-allowed",
                code(world.servers.migrate().migrate(ANN, new MigrateServer.Request(server, Optional.empty(), false))));
        assertEquals(
                "migration.to-itself",
                code(world.servers
                        .migrate()
                        .migrate(
                                ServerWorld.again(ADMIN),
                                new MigrateServer.Request(server, Optional.of(HOST), false))));
        Host disabled = world.store.hosts().find(NORTH).orElseThrow().taking(false, Optional.of("fans"));
        world.store.hosts().update(disabled);
        assertEquals("migration.no-target", code(migrate()));
        assertTrue(migrate().failureIfAny().orElseThrow().why().contains("fans"));
        assertEquals(ServerStatus.ACTIVE, row().status());
        assertEquals(List.of(), world.store.migrations().list());
    }

    @Test
    void one_that_was_deleted_before_its_turn_does_not_move() {
        assertTrue(migrate().isDone());
        assertTrue(
                world.servers.delete().delete(ServerWorld.again(ADMIN), server).isDone());
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(server));
        assertEquals(Outcome.done(List.of()), north.servers());
        assertEquals(Outcome.done(List.of()), world.hypervisor.servers());
        assertEquals(Outcome.done(List.of()), north.secrets());
        assertEquals(Status.CANCELLED, migration().status());
    }

    @Test
    void registrations_speak_against_it_and_end_when_somebody_says_so() {
        register(volume, row(), KEY);

        assertEquals("migration.registered", code(migrate()));
        assertTrue(migrate().failureIfAny().orElseThrow().why().contains(KEY.toString()));
        assertTrue(migrate(true).isDone());
        world.work();

        assertAt(north, world.hypervisor);
        assertEquals(List.of(), keys(volume));
        assertEquals("migration.to-itself", code(moveTo(NORTH)), "it is there");
        assertTrue(moveTo(HOST).isDone(), "nothing is left that would speak against the next move");
    }

    private Outcome<Migration> moveTo(HostName target) {
        return world.servers
                .migrate()
                .migrate(ServerWorld.again(ADMIN), new MigrateServer.Request(server, Optional.of(target), false));
    }

    @Test
    void on_a_lun_that_it_has_alone_they_are_its_own_although_the_array_does_not_tell() {
        register(volume, row(), KEY);
        world.reservations.keepSecretWho(path(volume), login(volume, row()));

        assertEquals("migration.registered", code(migrate()));
        assertTrue(migrate(true).isDone());
        world.work();

        assertEquals(List.of(), keys(volume));
    }

    @Test
    void what_others_are_registered_by_stays() {
        Server other = world.running();
        Volume shared = shared(other);
        register(shared, row(), KEY);
        register(shared, other, OTHERS);

        assertTrue(migrate(true).isDone());
        world.work();

        assertEquals(NORTH, row().host());
        assertEquals(List.of(OTHERS), keys(shared));
    }

    @Test
    void a_key_that_others_have_too_stays_for_it_would_end_theirs() {
        Server other = world.running();
        Volume shared = shared(other);
        register(shared, row(), KEY);
        register(shared, other, KEY);

        assertEquals("migration.registered", code(migrate()));
        assertTrue(migrate(true).isDone());
        world.work();

        assertEquals(List.of(KEY, KEY), keys(shared));
    }

    @Test
    void on_a_shared_lun_whose_array_does_not_tell_nobody_s_registration_ends() {
        Server other = world.running();
        Volume shared = shared(other);
        register(shared, other, OTHERS);
        world.reservations.keepSecretWho(path(shared), login(shared, other));

        String why = migrate().failureIfAny().orElseThrow().sentence();
        assertTrue(why.contains(OTHERS.toString()) && why.contains("clear-reservations"), why);
        assertTrue(migrate(true).isDone());
        world.work();

        assertEquals(NORTH, row().host());
        assertEquals(List.of(OTHERS), keys(shared));
    }

    @Test
    void registrations_stay_where_something_else_is_in_the_way() {
        register(volume, row(), KEY);
        north.interference().failNext(Call.KEEP_SECRET, new HostFailure.Refused("north", "keep a secret", "no room"));

        assertTrue(migrate(true).isDone());
        world.work();

        assertAt(world.hypervisor, north);
        assertEquals(List.of(KEY), keys(volume));
    }
}
