package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.KernelPassage;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.Connection;
import io.lunette.model.Host;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.model.LunPath;
import io.lunette.model.Migration;
import io.lunette.model.Portal;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.model.Wwid;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.usecase.host.HostLoginUseCases;
import io.lunette.usecase.host.HostLunUseCases;
import io.lunette.usecase.host.HostUseCases;
import io.lunette.usecase.volume.AdoptLunRequest;
import io.lunette.usecase.volume.ChangeMetadata;
import io.lunette.usecase.volume.VolumeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts whose kernels have the LUNs, beside the host of the settings, which has them by the network. */
class BlockPathTest {
    private static final HostName SAN = new HostName("san1");
    private static final HostName OTHER_SAN = new HostName("san2");
    private static final Caller ANNS_ADMIN =
            new Caller(ANN.user(), ANN.userName(), ANN.project(), ANN.projectName(), Set.of("admin"), ANN.requestId());
    private static final Wwid ROOT = wwid(1);
    private static final Wwid DATA = wwid(2);

    private final ServerWorld world = new ServerWorld();
    private final Map<HostName, SimulatedHypervisor> opened = new HashMap<>();
    private final HostUseCases hosts = HostUseCases.on(new HostUseCases.Ports(
            world.store, world.hosts, this::open, false, (after, work) -> {}, () -> Instant.EPOCH));
    private final HostLunUseCases luns = new HostLunUseCases(world.store, world.hosts, world.volumes.adopt());

    private static Wwid wwid(int number) {
        return Wwid.parse("naa.600a0b80000f1d2a000000000000000" + number).get();
    }

    private static LunIdentity identity(Wwid wwid) {
        return new LunIdentity("EXAMPLE", "SANLUN", "0001", "SN1", wwid, ByteCount.ofGiB(1), 512);
    }

    private SimulatedHypervisor open(Host host) {
        SimulatedHypervisor made = new SimulatedHypervisor(host.name());
        opened.put(host.name(), made);
        return made;
    }

    @BeforeEach
    void addHosts() {
        hosts.follow().start(HostUri.parse("qemu:///system").get());
        for (HostName name : List.of(SAN, OTHER_SAN)) {
            HostUri uri = HostUri.parse("qemu+ssh://" + name + "/system").get();
            hosts.add().add(ADMIN, name, uri, Optional.of("san"), LunPath.BLOCK).get();
        }
        opened.get(SAN).kernelLuns().show(identity(ROOT));
        opened.get(SAN).kernelLuns().show(identity(DATA));
    }

    private Volume adopted(Wwid wwid, boolean shared) {
        return luns.adopt(
                        ANNS_ADMIN,
                        SAN,
                        wwid,
                        new AdoptLunRequest(
                                Optional.empty(),
                                "lun",
                                "",
                                shared ? Optional.of(VolumeType.SHARED.name()) : Optional.empty(),
                                true,
                                PASSTHROUGH,
                                Optional.empty(),
                                Optional.empty()))
                .get();
    }

    private Outcome<Server> boot(Volume root) {
        return world.boot(ANN, request(Optional.empty(), lun(root, 0)));
    }

    private Server running(Volume root) {
        Server server = boot(root).get();
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        return server;
    }

    private Outcome<Attachment> attach(ServerId server, Volume volume) {
        return world.servers
                .attach()
                .attach(
                        ServerWorld.again(ANN),
                        new AttachVolume.Request(server, volume.id(), Optional.empty(), Optional.empty(), false));
    }

    private String xml(HostName host, Server server) {
        return opened.get(host).find(server.id()).get().orElseThrow().liveXml().orElseThrow();
    }

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow();
    }

    @Test
    void a_lun_known_by_its_wwid_is_booted_from_and_attached_where_it_is_seen() {
        Server server = running(adopted(ROOT, false));
        assertEquals(SAN, server.host());
        Attachment there = attach(server.id(), adopted(DATA, false)).get();
        assertEquals(Optional.of(new Connection.Block("/dev/mapper/" + DATA.kernelName())), there.connection());
        String xml = xml(SAN, server);
        assertTrue(xml.contains("<source dev='/dev/mapper/3600a0b80000f1d2a0000000000000001'"), xml);
        assertFalse(xml.contains("reservations"), xml);
        assertFalse(xml.contains("rawio"), xml);
    }

    @Test
    void each_host_gives_a_lun_the_name_that_it_has_there() {
        Volume root = adopted(ROOT, false);
        opened.get(SAN).kernelLuns().hide(ROOT);
        opened.get(OTHER_SAN).kernelLuns().show(identity(ROOT));
        assertEquals(OTHER_SAN, running(root).host());
    }

    @Test
    void a_lun_that_no_kernel_sees_goes_nowhere_and_each_host_says_why() {
        Volume root = adopted(ROOT, false);
        opened.get(SAN).kernelLuns().hide(ROOT);
        Failure nowhere = failure(boot(root));
        assertEquals("hosts.none-fits", nowhere.code());
        assertTrue(nowhere.why().contains("known by its WWID alone"), nowhere.why());
        assertTrue(nowhere.why().contains("Host san2 does not see LUN " + ROOT), nowhere.why());
        assertEquals(VolumeStatus.AVAILABLE, world.row(root).status());
    }

    @Test
    void another_lun_in_its_place_is_refused_before_anything_is_attached() {
        Server server = running(adopted(ROOT, false));
        Volume data = adopted(DATA, false);
        String before = xml(SAN, server);
        opened.get(SAN).kernelLuns().replaceBehindItsBack(DATA, identity(wwid(7)));
        Failure refused = failure(attach(server.id(), data));
        assertEquals("storage.paths-changed", refused.code());
        assertEquals(before, xml(SAN, server));
        assertEquals(VolumeStatus.AVAILABLE, world.row(data).status());
    }

    @Test
    void a_lun_that_the_host_itself_uses_is_refused() {
        Server server = running(adopted(ROOT, false));
        Volume data = adopted(DATA, false);
        opened.get(SAN).kernelLuns().hold(DATA, "LVM volume vg-root");
        Failure refused = failure(attach(server.id(), data));
        assertEquals("storage.unusable-on-host", refused.code());
        assertTrue(refused.why().contains("LVM volume vg-root"), refused.why());
    }

    @Test
    void servers_that_share_a_lun_get_their_reservations_through_and_are_kept_on_different_hosts() {
        opened.get(OTHER_SAN).kernelLuns().show(identity(DATA));
        opened.get(SAN).kernelLuns().show(identity(wwid(3)));
        opened.get(OTHER_SAN).kernelLuns().show(identity(wwid(4)));
        Server one = running(adopted(ROOT, false));
        Volume shared = adopted(DATA, true);
        attach(one.id(), shared).get();
        assertTrue(xml(SAN, one).contains("<reservations managed='yes'/>"), xml(SAN, one));

        Server neighbour = running(adopted(wwid(3), false));
        assertEquals(SAN, neighbour.host());
        Failure refused = failure(attach(neighbour.id(), shared));
        assertEquals("volume.shared-nexus", refused.code());
        assertTrue(refused.why().contains(one.id().toString()), refused.why());
        assertEquals(OTHER_SAN, boot(shared).get().host());
    }

    @Test
    void only_administrators_let_every_command_through_and_then_it_shows() {
        Server server = running(adopted(ROOT, false));
        Volume data = adopted(DATA, false);
        Map<String, String> raw = Map.of(KernelPassage.UNFILTERED, "true", KernelPassage.RESERVATIONS, "true");
        assertEquals(
                "identity.not-allowed",
                failure(world.volumes.metadata().add(ANN, data.id(), ChangeMetadata.Kind.OWN, raw))
                        .code());
        world.volumes
                .metadata()
                .add(ADMIN, data.id(), ChangeMetadata.Kind.OWN, raw)
                .get();
        attach(server.id(), world.row(data)).get();
        String xml = xml(SAN, server);
        assertTrue(xml.contains("rawio='yes'"), xml);
        assertTrue(xml.contains("<reservations managed='yes'/>"), xml);
    }

    @Test
    void a_lun_of_lunettes_own_target_stays_on_the_network() {
        assertEquals(new HostName("host1"), running(world.volume(PASSTHROUGH)).host());
    }

    @Test
    void only_administrators_see_the_luns_of_hosts() {
        assertEquals("identity.not-allowed", failure(luns.list(ANN, SAN)).code());
        assertEquals(
                "hosts.not-found",
                failure(luns.list(ADMIN, new HostName("mars"))).code());
        Volume root = adopted(ROOT, false);
        assertEquals(
                List.of(Optional.of(root.id()), Optional.empty()),
                luns.list(ADMIN, SAN).get().stream()
                        .sorted((a, b) -> a.lun()
                                .wwid()
                                .toString()
                                .compareTo(b.lun().wwid().toString()))
                        .map(HostLunUseCases.Seen::volume)
                        .toList());
    }

    @Test
    void a_host_stays_logged_in_as_long_as_a_server_there_has_a_lun_that_comes_by_it() {
        Portal portal = new Portal("192.0.2.1", 3260);
        Iqn target = Iqn.parse("iqn.2026-11.org.example:array").get();
        HostLoginUseCases logins = new HostLoginUseCases(world.store, world.hosts);
        opened.get(SAN).kernelLuns().hide(DATA);
        opened.get(SAN).logins().offer(portal, target, Optional.empty(), List.of(identity(DATA)));
        logins.login(ADMIN, SAN, portal, target, Optional.empty()).get();
        Server server = running(adopted(ROOT, false));
        attach(server.id(), adopted(DATA, false)).get();
        world.servers.power().stop(ServerWorld.again(ADMIN), server.id()).get();
        world.work();

        Failure refused = failure(logins.logout(ADMIN, SAN, target));
        assertEquals("logins.in-use", refused.code());
        assertTrue(refused.why().contains("LUN " + DATA + " is used by server " + server.name()), refused.why());
        assertTrue(opened.get(SAN).kernelLuns().find(DATA).isDone());

        world.servers.delete().delete(ServerWorld.again(ADMIN), server.id()).get();
        world.work();
        assertEquals(Outcome.done(), logins.logout(ADMIN, SAN, target));
    }

    @Test
    void a_server_starts_from_the_device_that_its_lun_is_by_then() {
        Server server = running(adopted(ROOT, false));
        world.servers.power().stop(ServerWorld.again(ADMIN), server.id()).get();
        world.work();
        String byId = "/dev/disk/by-id/scsi-" + ROOT.kernelName();
        opened.get(SAN).kernelLuns().show(identity(ROOT), new Connection.Block(byId), 1);
        world.servers.power().start(ServerWorld.again(ADMIN), server.id()).get();
        world.work();
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertTrue(xml(SAN, server).contains("<source dev='" + byId + "'"), xml(SAN, server));
    }

    private static LunIdentity identity(Wwid wwid, int gib) {
        return new LunIdentity("EXAMPLE", "SANLUN", "0001", "SN1", wwid, ByteCount.ofGiB(gib), 512);
    }

    private Outcome<Volume> extend(Volume volume, int gib) {
        return world.servers.extend().extend(ServerWorld.again(ANN), volume.id(), gib, true);
    }

    @Test
    void a_lun_that_its_array_and_its_host_have_grown_grows_in_the_guest() {
        Server server = running(adopted(ROOT, false));
        Volume data = adopted(DATA, false);
        Attachment there = attach(server.id(), data).get();
        opened.get(SAN).kernelLuns().show(identity(DATA, 3));
        assertEquals(3, extend(data, 3).get().sizeGiB());
        assertEquals(
                Outcome.done(Optional.of(ByteCount.ofGiB(3))),
                opened.get(SAN).diskSize(server.id(), DiskSpec.aliasOf(there.volume())));
    }

    @Test
    void a_lun_that_its_host_takes_for_as_small_as_it_was_is_refused_with_what_to_do_there() {
        Server server = running(adopted(ROOT, false));
        Volume data = adopted(DATA, false);
        attach(server.id(), data).get();
        Failure refused = failure(extend(data, 3));
        assertEquals("volume.not-grown-on-host", refused.code());
        assertTrue(refused.why().contains("host " + SAN + " takes its LUN for one of 1 GiB"), refused.why());
        assertTrue(refused.fix().contains("multipathd resize map " + DATA.kernelName()), refused.fix());
        assertEquals(VolumeStatus.IN_USE, world.row(data).status());
    }

    @Test
    void what_only_the_network_tells_of_a_lun_is_refused_for_one_that_is_known_by_its_wwid() {
        Volume data = adopted(DATA, false);
        for (Outcome<Volume> refused : List.of(
                extend(data, 3),
                world.volumes.extend().refresh(ANN, data.id()),
                world.volumes.login().give(ADMIN, data.id(), Optional.empty()))) {
            Failure failure = failure(refused);
            assertEquals("storage.not-on-network", failure.code());
            assertTrue(failure.sentence().contains(data.id().toString()), failure.sentence());
            assertEquals(data, world.row(data));
        }
        Server server = running(adopted(ROOT, false));
        attach(server.id(), data).get();
        opened.get(SAN).kernelLuns().show(identity(DATA, 3));
        assertEquals(3, extend(data, 3).get().sizeGiB());
    }

    private Outcome<Migration> migrate(Server server) {
        opened.get(OTHER_SAN).kernelLuns().show(identity(ROOT));
        opened.get(OTHER_SAN).kernelLuns().show(identity(DATA));
        return world.servers
                .migrate()
                .migrate(ServerWorld.again(ADMIN), new MigrateServer.Request(server.id(), Optional.empty(), false));
    }

    @Test
    void a_server_moves_to_a_host_that_sees_its_luns_too() {
        Server server = running(adopted(ROOT, false));
        assertTrue(migrate(server).isDone());
        world.work();
        assertEquals(OTHER_SAN, world.server(server.id()).host());
        assertTrue(xml(OTHER_SAN, server).contains("/dev/mapper/" + ROOT.kernelName()));
    }

    @Test
    void a_server_that_may_be_registered_with_a_lun_does_not_move() {
        Server server = running(adopted(ROOT, false));
        Volume data = adopted(DATA, false);
        world.volumes
                .metadata()
                .add(ADMIN, data.id(), ChangeMetadata.Kind.OWN, Map.of(KernelPassage.RESERVATIONS, "true"))
                .get();
        attach(server.id(), world.row(data)).get();
        Failure refused = failure(migrate(server));
        assertEquals("migration.registered", refused.code());
        assertTrue(refused.why().contains("of volume " + data.id()), refused.why());
    }
}
