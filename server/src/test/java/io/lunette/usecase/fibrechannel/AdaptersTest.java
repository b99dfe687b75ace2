package io.lunette.usecase.fibrechannel;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.HOST;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostAdapter;
import io.lunette.model.HostName;
import io.lunette.model.LunPath;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.VirtualAdapter;
import io.lunette.model.Wwn;
import io.lunette.simulate.hypervisor.Interference.Call;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.fibrechannel.CreateAdapter.Choice;
import io.lunette.usecase.fibrechannel.CreateAdapter.Names;
import io.lunette.usecase.fibrechannel.CreateAdapter.Request;
import io.lunette.usecase.server.ServerWorld;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdaptersTest {
    private static final Optional<Choice> FIRST = Optional.of(new Choice.Named("scsi_host1"));
    private static final Optional<Names> NAMES =
            Optional.of(new Names(new Wwn("20000000c9831b4b"), new Wwn("10000000c9831b4b")));

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final AdapterUseCases adapters =
            AdapterUseCases.on(world.store, world.hosts, world.servers.turns(), world::now);

    @AfterEach
    void close() {
        world.store.close();
    }

    private Server server() {
        return world.booted(request(Optional.empty(), lun(world.volume(PASSTHROUGH), 0)));
    }

    private Outcome<HostAdapter> create(Server server, Optional<Choice> parent, Optional<Names> names) {
        return adapters.create().create(ADMIN, HOST, new Request(server.id(), parent, names));
    }

    private HostAdapter made(Server server) {
        return create(server, FIRST, Optional.empty()).get();
    }

    private List<Wwn> there() {
        return world.hypervisor.fibreChannel().adapters().get().stream()
                .filter(port -> port.parent().startsWith("scsi_host"))
                .map(HostAdapter::wwpn)
                .toList();
    }

    private static String code(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow().code();
    }

    private static HostFailure down() {
        return new HostFailure.Unreachable(HOST.text(), "its libvirtd is gone");
    }

    @Test
    void only_administrators_see_make_and_remove_them() {
        Server server = server();
        assertEquals("identity.not-allowed", code(adapters.show().show(ANN, HOST)));
        assertEquals(
                "identity.not-allowed",
                code(adapters.create().create(ANN, HOST, new Request(server.id(), FIRST, NAMES))));
        assertEquals("identity.not-allowed", code(adapters.remove().remove(ANN, HOST, server.id())));
        assertEquals(List.of(), there());
    }

    @Test
    void a_server_gets_a_vhba_whose_names_are_its_own() {
        Server server = server();
        HostAdapter made = made(server);
        assertEquals(Wwn.ofPort(server.id()), made.wwpn());
        assertEquals(Wwn.ofNode(server.id()), made.wwnn());
        assertEquals("scsi_host1", made.parent());
        VirtualAdapter row =
                world.store.virtualAdapters().findByServer(server.id()).orElseThrow();
        assertEquals(new ParentAdapter.Named(new Wwn("2000000012341234"), new Wwn("1000000012341234")), row.parent());
        assertEquals(List.of(row), world.store.virtualAdapters().onHost(HOST));
    }

    @Test
    void hbas_are_shown_with_whose_their_vhbas_are() {
        Server server = server();
        HostAdapter made = made(server);
        HostAdapter foreign = world.hypervisor
                .fibreChannel()
                .create(NAMES.get().wwnn(), NAMES.get().wwpn(), new ParentAdapter.OnFabric(new Wwn("2000000087658765")))
                .get();
        ShowAdapters.Shown shown = adapters.show().show(ADMIN, HOST).get();
        assertEquals(
                List.of("scsi_host1", "scsi_host2", "scsi_host3"),
                shown.hbas().stream().map(hba -> hba.adapter().name()).toList());
        assertEquals(
                List.of(new ShowAdapters.Vhba(made, Optional.of(server.id()))),
                shown.hbas().getFirst().carried());
        assertEquals(
                List.of(new ShowAdapters.Vhba(foreign, Optional.empty())),
                shown.hbas().get(1).carried());
        assertEquals(List.of(), shown.missing());
        assertEquals("hosts.not-found", code(adapters.show().show(ADMIN, new HostName("south"))));
    }

    @Test
    void one_server_has_one_and_two_servers_never_share_one() {
        Server one = server();
        Server two = server();
        create(one, FIRST, NAMES).get();
        assertEquals("fc.has-one", code(create(one, FIRST, Optional.empty())));
        assertEquals("fc.name-taken", code(create(two, FIRST, NAMES)));
        assertEquals(1, there().size());
        world.hypervisor.restartHost();
        assertEquals("fc.name-taken", code(create(two, FIRST, NAMES)));
    }

    @Test
    void a_port_that_is_somebody_elses_is_not_taken() {
        Names hba = new Names(new Wwn("2000000012341234"), new Wwn("1000000012341234"));
        assertEquals("fc.name-taken", code(create(server(), FIRST, Optional.of(hba))));
        assertEquals(List.of(), world.store.virtualAdapters().onHost(HOST));
    }

    @Test
    void nobody_guesses_which_of_several_hbas_is_meant() {
        Server server = server();
        assertEquals("fc.which-hba", code(create(server, Optional.empty(), Optional.empty())));
        assertEquals(
                "fc.unfit-hba", code(create(server, Optional.of(new Choice.Named("scsi_host9")), Optional.empty())));
        assertEquals(
                "fc.unfit-hba", code(create(server, Optional.of(new Choice.Named("scsi_host3")), Optional.empty())));
        assertEquals(
                "fc.unfit-hba",
                code(create(server, Optional.of(new Choice.OnFabric(new Wwn("2000000000000009"))), Optional.empty())));
        assertEquals(
                "scsi_host2",
                create(server, Optional.of(new Choice.OnFabric(new Wwn("2000000087658765"))), Optional.empty())
                        .get()
                        .parent());
    }

    @Test
    void an_hba_that_is_full_takes_no_more_and_the_only_other_one_need_not_be_named() {
        for (int number = 0; number < 3; number++) {
            made(server());
        }
        assertEquals("fc.unfit-hba", code(create(server(), FIRST, Optional.empty())));
        assertEquals(
                "scsi_host2",
                create(server(), Optional.empty(), Optional.empty()).get().parent());
    }

    @Test
    void a_vhba_is_on_the_host_that_its_server_is_on() {
        world.hosts.add(new SimulatedHypervisor(new HostName("north")), LunPath.BLOCK);
        Request request = new Request(server().id(), FIRST, NAMES);
        assertEquals("fc.server-elsewhere", code(adapters.create().create(ADMIN, new HostName("north"), request)));
        assertEquals("hosts.not-found", code(adapters.create().create(ADMIN, new HostName("south"), request)));
        Request nobody = new Request(new ServerId(UUID.randomUUID()), FIRST, NAMES);
        assertEquals("server.not-found", code(adapters.create().create(ADMIN, HOST, nobody)));
    }

    @Test
    void what_the_host_refuses_is_not_kept_and_what_it_may_have_done_is() {
        Server server = server();
        world.hypervisor.interference().failNext(Call.CREATE_ADAPTER, down());
        assertEquals("host.unreachable", code(create(server, FIRST, Optional.empty())));
        assertEquals(Optional.empty(), world.store.virtualAdapters().findByServer(server.id()));
        world.hypervisor
                .interference()
                .failNext(Call.CREATE_ADAPTER, new HostFailure.Uncertain(HOST.text(), "make a vHBA"));
        assertEquals("host.uncertain", code(create(server, FIRST, Optional.empty())));
        assertTrue(world.store.virtualAdapters().findByServer(server.id()).isPresent());
        world.servers.reconcile().soon(server.id());
        assertEquals(List.of(Wwn.ofPort(server.id())), there());
    }

    @Test
    void a_reboot_of_the_host_is_made_up_for_by_the_next_look() {
        Server server = server();
        made(server);
        world.hypervisor.restartHost();
        assertEquals(
                List.of(server.id()),
                adapters.show().show(ADMIN, HOST).get().missing().stream()
                        .map(VirtualAdapter::server)
                        .toList());
        world.servers.reconcile().soon(server.id());
        assertEquals(List.of(Wwn.ofPort(server.id())), there());
        assertEquals(List.of(), adapters.show().show(ADMIN, HOST).get().missing());
    }

    @Test
    void a_server_starts_with_its_vhba_or_not_at_all() {
        Server server = server();
        made(server);
        world.servers.power().stop(ADMIN, server.id()).get();
        world.work();
        world.hypervisor.restartHost();
        world.hypervisor.interference().failNext(Call.CREATE_ADAPTER, new HostFailure.Refused("host1", "x", "no link"));
        world.servers.power().start(ServerWorld.again(ADMIN), server.id()).get();
        world.work();
        Server failed = world.store.servers().find(server.id()).orElseThrow();
        assertEquals(ServerStatus.ERROR, failed.status());
        assertTrue(
                failed.fault().orElseThrow().contains("no link"), failed.fault().toString());
        world.servers
                .power()
                .reboot(ServerWorld.again(ADMIN), server.id(), true)
                .get();
        world.work();
        assertEquals(
                ServerStatus.ACTIVE,
                world.store.servers().find(server.id()).orElseThrow().status());
        assertEquals(List.of(Wwn.ofPort(server.id())), there());
    }

    @Test
    void a_vhba_stays_while_its_server_is_on_and_has_volumes() {
        Server server = server();
        made(server);
        assertEquals("fc.vhba-in-use", code(adapters.remove().remove(ADMIN, HOST, server.id())));
        world.servers.power().stop(ADMIN, server.id()).get();
        world.work();
        world.hypervisor.interference().failNext(Call.REMOVE_ADAPTER, down());
        assertEquals("host.unreachable", code(adapters.remove().remove(ADMIN, HOST, server.id())));
        assertTrue(world.store.virtualAdapters().findByServer(server.id()).isPresent());
        adapters.remove().remove(ADMIN, HOST, server.id()).get();
        assertEquals(List.of(), there());
        assertEquals("fc.no-such-vhba", code(adapters.remove().remove(ADMIN, HOST, server.id())));
    }

    @Test
    void a_server_that_is_busy_gets_none() {
        Server server = server();
        Server busy = server.with(server.status(), Optional.of(ServerTask.POWERING_OFF));
        assertTrue(world.store.servers().update(busy));
        assertEquals("server.busy", code(create(server, FIRST, Optional.empty())));
        assertEquals(List.of(), there());
    }

    @Test
    void a_vhba_goes_with_its_server_and_no_other_does() {
        Server going = server();
        Server staying = server();
        made(going);
        made(staying);
        world.servers.delete().delete(ADMIN, going.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(going.id()));
        assertEquals(List.of(Wwn.ofPort(staying.id())), there());
        assertEquals(1, world.store.virtualAdapters().onHost(HOST).size());
    }

    @Test
    void a_server_whose_vhba_does_not_go_is_not_gone() {
        Server server = server();
        made(server);
        world.hypervisor
                .interference()
                .failNext(Call.REMOVE_ADAPTER, new HostFailure.Refused(HOST.text(), "remove a vHBA", "device busy"));
        world.servers.delete().delete(ADMIN, server.id()).get();
        world.work();
        assertEquals(
                ServerStatus.ERROR,
                world.store.servers().find(server.id()).orElseThrow().status());
        world.servers.delete().delete(ServerWorld.again(ADMIN), server.id()).get();
        world.work();
        assertEquals(Optional.empty(), world.store.servers().find(server.id()));
        assertEquals(List.of(), there());
    }
}
