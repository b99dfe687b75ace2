package io.lunette.usecase.cluster;

import static io.lunette.usecase.server.ServerWorld.ADMIN;
import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static io.lunette.usecase.server.ServerWorld.lun;
import static io.lunette.usecase.server.ServerWorld.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.ClusterId;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.ReservationKey;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.simulate.SimulatedLunSource;
import io.lunette.simulate.hypervisor.Interference.Call;
import io.lunette.usecase.cluster.CreateCluster.Created;
import io.lunette.usecase.cluster.RemoveMembers.Removed;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.ServerWorld;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters on simulated parts. */
@Timeout(60)
class ClustersTest {
    private static final Failure REFUSED = new HostFailure.Refused("host1", "attach the device", "so it was arranged");
    private static final ReservationKey ONES = new ReservationKey(0xa1);
    private static final ReservationKey TWOS = new ReservationKey(0xb2);

    private final ServerWorld world = new ServerWorld();
    private final Server one = world.running();
    private final Server two = world.running();
    private final Volume data = shared();
    private final Volume log = shared();

    private Volume shared() {
        return world.volume(ANN, Map.of(), true);
    }

    private static CreateCluster.Request wanted(String name, List<Server> servers, Volume... volumes) {
        return wanted(name, servers, Map.of(), volumes);
    }

    private static CreateCluster.Request wanted(
            String name, List<Server> servers, Map<ServerId, ReservationKey> keys, Volume... volumes) {
        return new CreateCluster.Request(
                name,
                servers.stream().map(Server::id).toList(),
                Stream.of(volumes).map(Volume::id).toList(),
                keys,
                false);
    }

    private Outcome<Created> create(CreateCluster.Request request) {
        return world.clusters.create().create(again(ANN), request);
    }

    private Cluster rac() {
        return create(wanted("rac", List.of(one, two), data, log)).get().cluster();
    }

    private Cluster row(Cluster cluster) {
        return world.store.clusters().find(cluster.id()).orElseThrow();
    }

    private static Failure refusal(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow();
    }

    private static String code(Outcome<?> outcome) {
        return refusal(outcome).code();
    }

    private Optional<ScsiAddress> address(Server server, Volume volume) {
        return world.live(server.id()).diskByAlias("ua-" + volume.id()).flatMap(Disk::address);
    }

    private VolumeStatus status(Volume volume) {
        return world.row(volume).status();
    }

    private void attach(Server server, Volume volume) {
        world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.empty(), false))
                .get();
    }

    private Connection.Network path(Volume volume) {
        return new Connection.Network(
                SimulatedLunSource.PORTAL,
                volume.lun().orElseThrow().onNetwork().target(),
                volume.lun().orElseThrow().onNetwork().number());
    }

    private void nothingIsLeft() {
        world.work(3);
        assertEquals(List.of(), world.store.clusters().list(Optional.empty()));
        assertEquals(List.of(), world.store.attachments().all());
        for (Volume volume : List.of(data, log)) {
            assertEquals(VolumeStatus.AVAILABLE, status(volume));
            assertEquals(List.of(), world.seenBy(volume));
        }
        assertEquals(List.of(), world.store.journal().all());
    }

    @Test
    void every_server_has_every_lun_at_the_same_address_in_the_order_that_was_said() {
        Server crowded = world.running();
        attach(crowded, world.volume(PASSTHROUGH));
        Created made =
                create(wanted("rac", List.of(crowded, one, two), log, data)).get();
        List<SharedLun> luns = made.cluster().luns();
        assertEquals(
                List.of(log.id(), data.id()),
                luns.stream().map(SharedLun::volume).toList());
        assertTrue(luns.getFirst().address().compareTo(luns.getLast().address()) < 0);
        for (Server server : List.of(one, two, crowded)) {
            assertEquals(Optional.of(luns.getFirst().address()), address(server, log));
            assertEquals(Optional.of(luns.getLast().address()), address(server, data));
            assertEquals(
                    "lun",
                    world.live(server.id())
                            .diskByAlias("ua-" + data.id())
                            .orElseThrow()
                            .device());
            assertTrue(world.live(server.id())
                    .diskByAlias("ua-" + data.id())
                    .orElseThrow()
                    .shareable());
        }
        assertEquals("active", row(made.cluster()).status());
        assertEquals(VolumeStatus.IN_USE, status(data));
        assertTrue(made.seen().hasPassed());
        assertEquals(6, made.seen().paths().size());
        assertTrue(made.seen().paths().stream()
                .allMatch(path -> path.identity().equals(path.volume().lun().map(lun -> lun.identity()))));
    }

    @Test
    void a_server_that_is_off_is_a_member_too() {
        world.servers.power().stop(again(ANN), two.id()).get();
        world.work(2);
        Cluster made = rac();
        assertEquals(
                Optional.of(made.luns().getFirst().address()),
                world.persistent(two.id()).diskByAlias("ua-" + data.id()).flatMap(Disk::address));
        assertEquals(address(one, data), Optional.of(made.luns().getFirst().address()));
    }

    @Test
    void whatever_attach_fails_nothing_is_left() {
        Cluster probe = rac();
        long steps = 8;
        assertTrue(world.clusters
                .remove()
                .all(again(ANN), probe.id())
                .get()
                .cluster()
                .isEmpty());
        nothingIsLeft();
        for (int n = 1; n <= steps; n++) {
            world.hypervisor.interference().failNth(n, Call.ATTACH_DEVICE, REFUSED);
            Outcome<Created> outcome = create(wanted("rac", List.of(one, two), data, log));
            world.hypervisor.interference().stop();
            if (outcome.isDone()) {
                assertTrue(n > 4, "each LUN and each controller is attached by a call of its own");
                return;
            }
            assertEquals("cluster.taken-back", code(outcome));
            assertTrue(
                    refusal(outcome).why().contains("so it was arranged"),
                    refusal(outcome).why());
            nothingIsLeft();
        }
        throw new AssertionError("it never came to its end");
    }

    @Test
    void an_attach_of_which_nobody_knows_how_it_ended_is_taken_back_when_its_host_answers() {
        world.hypervisor
                .interference()
                .loseAnswer(Call.ATTACH_DEVICE, new HostFailure.Uncertain("host1", "attach the device"));
        Outcome<Created> outcome = create(wanted("rac", List.of(one, two), data, log));
        assertEquals("cluster.taken-back", code(outcome));
        nothingIsLeft();
    }

    @Test
    void what_the_servers_have_already_stays_where_it_is_and_when_the_rest_fails() {
        Volume known = world.volume(ANN, PASSTHROUGH, true);
        attach(two, known);
        ScsiAddress there = address(two, known).orElseThrow();
        world.hypervisor.interference().failNth(2, Call.ATTACH_DEVICE, REFUSED);
        assertEquals("cluster.taken-back", code(create(wanted("rac", List.of(one, two), known, data))));
        world.work(2);
        assertEquals(Optional.of(there), address(two, known));
        assertEquals(List.of(two.initiator()), world.seenBy(known));
        assertEquals(1, world.store.attachments().all().size());

        Cluster made =
                create(wanted("rac", List.of(one, two), known, data)).get().cluster();
        assertEquals(there, made.luns().getFirst().address());
        assertEquals(Optional.of(there), address(one, known));
        assertEquals(address(one, data), address(two, data));
    }

    @Test
    void a_lun_that_servers_have_at_different_addresses_is_refused_naming_them() {
        Volume known = world.volume(ANN, PASSTHROUGH, true);
        attach(one, known);
        attach(two, world.volume(PASSTHROUGH));
        attach(two, known);
        Failure refused = refusal(create(wanted("rac", List.of(one, two), known)));
        assertEquals("cluster.otherwise-attached", refused.code());
        assertTrue(refused.why().contains("at 1:0:1:0 and not at 1:0:0:0"), refused.why());
        assertTrue(refused.fix().contains(two.id().toString()), refused.fix());
    }

    @Test
    void a_lun_whose_place_is_taken_on_another_server_is_refused() {
        Volume known = world.volume(ANN, PASSTHROUGH, true);
        attach(one, known);
        attach(two, world.volume(PASSTHROUGH));
        Failure refused = refusal(create(wanted("rac", List.of(one, two), known)));
        assertEquals("plan.address-unfit", refused.code());
        assertTrue(refused.what().contains(two.id().toString()), refused.what());
    }

    @Test
    void what_cannot_be_shared_is_refused_and_says_what_to_do() {
        Volume alone = world.volume(ANN, PASSTHROUGH, false);
        Failure refused = refusal(create(wanted("rac", List.of(one, two), alone)));
        assertEquals("cluster.not-shareable", refused.code());
        assertTrue(refused.fix().contains("--type multiattach"));
        assertEquals("cluster.empty", code(create(wanted("rac", List.of(), data))));
        assertEquals("cluster.empty", code(create(wanted("rac", List.of(one)))));
        assertEquals("cluster.twice", code(create(wanted("rac", List.of(one, one), data))));
        assertEquals("cluster.twice", code(create(wanted("rac", List.of(one), data, data))));
        assertEquals("volume.not-found", code(create(wanted("rac", List.of(one), world.volume(BOB, Map.of(), true)))));
        assertEquals(
                "cluster.several-projects",
                code(world.clusters
                        .create()
                        .create(again(ADMIN), wanted("rac", List.of(one), data, world.volume(BOB, Map.of(), true)))));
        assertEquals(
                "plan.lun-needs-virtio-scsi",
                code(create(wanted("rac", List.of(one), world.volume(ANN, Map.of(Volume.SCSI_MODEL, "lsi"), true)))));
        attach(two, world.row(world.volume(ANN, PASSTHROUGH, true)));
        nothingOf("rac");
    }

    private void nothingOf(String name) {
        assertTrue(world.store.clusters().list(Optional.empty()).stream()
                .noneMatch(cluster -> cluster.name().equals(name)));
        assertEquals(List.of(), world.seenBy(data));
    }

    @Test
    void names_volumes_and_outsiders_are_told_apart() {
        rac();
        Volume other = shared();
        assertEquals("cluster.name-taken", code(create(wanted("rac", List.of(one), other))));
        assertEquals("cluster.of-another", code(create(wanted("other", List.of(one), data))));
        Volume outside = world.volume(ANN, PASSTHROUGH, true);
        attach(world.running(), outside);
        assertEquals("cluster.held-outside", code(create(wanted("other", List.of(one), outside))));
        assertEquals(List.of(), world.clusters.show().list(BOB));
        Cluster rac = world.clusters.show().list(ANN).getFirst().cluster();
        assertEquals("cluster.not-found", code(world.clusters.show().show(BOB, rac.id())));
        assertEquals("cluster.not-found", code(world.clusters.remove().all(again(BOB), rac.id())));
        assertEquals(1, world.clusters.show().all(ADMIN).size());
        assertEquals("cluster.not-found", code(world.clusters.show().show(ANN, new ClusterId(world.id()))));
    }

    @Test
    void servers_and_luns_come_and_go_and_addresses_stay() {
        Cluster made = rac();
        Server three = world.running();
        Volume third = shared();
        world.clusters
                .add()
                .server(again(ANN), made.id(), three.id(), Optional.empty(), false)
                .get();
        assertEquals(address(one, data), address(three, data));
        assertEquals(address(one, log), address(three, log));
        world.clusters.add().volume(again(ANN), made.id(), third.id(), false).get();
        ScsiAddress place = row(made).luns().getLast().address();
        for (Server server : List.of(one, two, three)) {
            assertEquals(Optional.of(place), address(server, third));
        }

        Removed withoutTwo =
                world.clusters.remove().server(again(ANN), made.id(), two.id()).get();
        assertEquals(2, withoutTwo.cluster().orElseThrow().nodes().size());
        assertEquals(List.of(), world.store.attachments().ofServer(two.id()));
        world.clusters.remove().volume(again(ANN), made.id(), data.id()).get();
        assertEquals(VolumeStatus.AVAILABLE, status(data));
        assertEquals(
                List.of(log.id(), third.id()),
                row(made).luns().stream().map(SharedLun::volume).toList());
        assertEquals("active", row(made).status());

        world.clusters
                .add()
                .server(again(ANN), made.id(), two.id(), Optional.empty(), false)
                .get();
        assertEquals(Optional.of(place), address(two, third));
        assertEquals(
                "cluster.twice",
                code(world.clusters.add().server(again(ANN), made.id(), two.id(), Optional.empty(), false)));
        assertTrue(world.clusters
                .remove()
                .all(again(ANN), made.id())
                .get()
                .cluster()
                .isEmpty());
        nothingIsLeft();
        assertEquals(VolumeStatus.AVAILABLE, status(third));
    }

    @Test
    void a_server_that_cannot_be_added_leaves_the_cluster_as_it_was_and_says_why() {
        Cluster made = rac();
        Server three = world.running();
        world.hypervisor.interference().failNth(2, Call.ATTACH_DEVICE, REFUSED);
        assertEquals(
                "cluster.taken-back",
                code(world.clusters.add().server(again(ANN), made.id(), three.id(), Optional.empty(), false)));
        assertEquals(List.of(), world.store.attachments().ofServer(three.id()));
        Cluster now = row(made);
        assertEquals(made.nodes(), now.nodes());
        assertEquals("active", now.status());
        assertTrue(now.fault().orElseThrow().contains("so it was arranged"));
        world.hypervisor.interference().failNth(2, Call.ATTACH_DEVICE, REFUSED);
        Volume third = shared();
        assertEquals("cluster.taken-back", code(world.clusters.add().volume(again(ANN), made.id(), third.id(), false)));
        assertEquals(VolumeStatus.AVAILABLE, status(third));
        assertEquals(made.luns(), row(made).luns());
        world.clusters.add().volume(again(ANN), made.id(), third.id(), false).get();
        assertEquals(Optional.empty(), row(made).fault());
    }

    @Test
    void the_last_server_and_the_last_lun_go_with_the_cluster_alone() {
        Cluster made = create(wanted("rac", List.of(one), data)).get().cluster();
        assertEquals("cluster.empty", code(world.clusters.remove().server(again(ANN), made.id(), one.id())));
        assertEquals("cluster.empty", code(world.clusters.remove().volume(again(ANN), made.id(), data.id())));
        assertEquals("cluster.no-such-member", code(world.clusters.remove().server(again(ANN), made.id(), two.id())));
        assertEquals("cluster.no-such-member", code(world.clusters.remove().volume(again(ANN), made.id(), log.id())));
        assertEquals("active", row(made).status());
    }

    @Test
    void one_by_one_nothing_of_a_cluster_is_attached_detached_or_deleted() {
        Cluster made = rac();
        Server three = world.running();
        Failure detached = refusal(world.servers.detach().detach(again(ANN), one.id(), data.id()));
        assertEquals("cluster.lun-of-cluster", detached.code());
        assertTrue(detached.fix().contains("lunette cluster remove-server rac " + one.id()), detached.fix());
        assertEquals(
                "cluster.lun-of-cluster", code(world.servers.forceDetach().detach(again(ADMIN), one.id(), data.id())));
        Failure attached = refusal(world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(three.id(), data.id(), Optional.empty(), Optional.empty(), false)));
        assertEquals("cluster.volume-of-cluster", attached.code());
        assertTrue(attached.fix().contains("lunette cluster add-server rac"), attached.fix());
        assertEquals("cluster.volume-of-cluster", code(world.boot(ANN, request(Optional.empty(), lun(data, 0)))));
        assertEquals("cluster.volume-of-cluster", code(world.volumes.delete().delete(again(ANN), data.id())));
        assertEquals(Optional.of(made.luns().getFirst().address()), address(one, data));
    }

    /** Something happens once, the first time that hosts are looked at. */
    private void whileLooking(Runnable meanwhile) {
        AtomicBoolean happened = new AtomicBoolean();
        world.hypervisor.interference().before(Call.FIND, () -> {
            if (happened.compareAndSet(false, true)) {
                meanwhile.run();
            }
        });
    }

    @Test
    void of_two_clusters_that_want_one_lun_at_once_one_is_refused_and_harms_nothing() {
        whileLooking(() -> create(wanted("first", List.of(one, two), data)).get());
        assertEquals("cluster.of-another", code(create(wanted("second", List.of(one, two), data))));
        assertEquals(
                List.of("first"),
                world.store.clusters().list(Optional.empty()).stream()
                        .map(Cluster::name)
                        .toList());
        assertEquals(2, world.store.attachments().all().size());
    }

    @Test
    void a_lun_that_is_attached_while_a_cluster_is_designed_stays_where_it_is() {
        Volume known = world.volume(ANN, PASSTHROUGH, true);
        whileLooking(() -> attach(one, known));
        assertEquals("cluster.overtaken", code(create(wanted("rac", List.of(one, two), known))));
        assertEquals(1, world.store.attachments().all().size());
        world.hypervisor.interference().stop();

        Cluster made = create(wanted("rac", List.of(one, two), data)).get().cluster();
        Volume other = world.volume(ANN, PASSTHROUGH, true);
        whileLooking(() -> attach(two, other));
        assertEquals("cluster.overtaken", code(world.clusters.add().volume(again(ANN), made.id(), other.id(), false)));
        assertEquals("active", row(made).status());
        assertTrue(address(two, other).isPresent());
    }

    @Test
    void what_a_cluster_takes_in_while_it_is_attached_or_detached_by_itself_is_the_clusters() {
        Volume known = world.volume(ANN, PASSTHROUGH, true);
        whileLooking(() -> create(wanted("rac", List.of(two), known)).get());
        assertEquals(
                "cluster.volume-of-cluster",
                code(world.servers
                        .attach()
                        .attach(
                                again(ANN),
                                new AttachVolume.Request(
                                        one.id(), known.id(), Optional.empty(), Optional.empty(), false))));
        world.hypervisor.interference().stop();
        Volume third = world.volume(ANN, PASSTHROUGH, true);
        attach(one, third);
        // Both look at the same server, whose turn the detach has: so the cluster is made on the row alone.
        Cluster other = row(world.clusters.show().list(ANN).getFirst().cluster());
        whileLooking(() -> world.store
                .clusters()
                .insert(new Cluster(
                        new ClusterId(world.id()),
                        0,
                        "third",
                        other.project(),
                        other.user(),
                        List.of(new Cluster.Node(one.id(), Optional.empty(), Cluster.Stage.IN)),
                        List.of(new SharedLun(third.id(), address(one, third).orElseThrow(), Cluster.Stage.IN)),
                        List.of(),
                        Optional.empty(),
                        world.now(),
                        world.now())));
        assertEquals("cluster.lun-of-cluster", code(world.servers.detach().detach(again(ANN), one.id(), third.id())));
        assertEquals(VolumeStatus.IN_USE, status(third));
    }

    @Test
    void what_a_server_boots_from_is_not_shared() {
        Volume root = world.volume(ANN, PASSTHROUGH, true);
        Server booted = world.booted(request(Optional.empty(), lun(root, 0)));
        Failure refused = refusal(create(wanted("rac", List.of(booted, two), root)));
        assertEquals("cluster.otherwise-attached", refused.code());
        assertTrue(refused.why().contains("boots from it"), refused.why());
    }

    @Test
    void a_server_that_is_deleted_leaves_its_cluster_and_the_last_one_ends_it() {
        Cluster made = rac();
        world.servers.delete().delete(again(ANN), one.id()).get();
        world.work();
        assertEquals(
                List.of(two.id()),
                row(made).nodes().stream().map(Cluster.Node::server).toList());
        assertEquals(VolumeStatus.IN_USE, status(data));
        world.servers.delete().delete(again(ANN), two.id()).get();
        world.work();
        assertEquals(List.of(), world.store.clusters().list(Optional.empty()));
        assertEquals(VolumeStatus.AVAILABLE, status(data));
    }

    /** As a guest that does not answer; a SCSI disk goes without asking one that does. */
    private void holdDisks() {
        for (int n = 1; n <= 20; n++) {
            world.hypervisor
                    .interference()
                    .failNext(
                            Call.DETACH_DEVICE,
                            new HostFailure.GuestHolds("host1", two.id().toString(), "disk"));
        }
    }

    @Test
    void a_guest_that_holds_a_disk_keeps_its_server_leaving_until_it_lets_go() {
        Cluster made = rac();
        holdDisks();
        Removed begun =
                world.clusters.remove().server(again(ANN), made.id(), two.id()).get();
        assertEquals("changing", begun.cluster().orElseThrow().status());
        assertEquals(
                "cluster.changing", code(world.clusters.add().volume(again(ANN), made.id(), shared().id(), false)));
        world.work();
        assertEquals("changing", row(made).status());
        assertEquals(2, world.store.attachments().ofServer(two.id()).size());

        world.hypervisor.interference().stop();
        world.work(3);
        assertEquals("active", row(made).status());
        assertEquals(1, row(made).nodes().size());
        assertEquals(List.of(), world.store.attachments().ofServer(two.id()));
    }

    @Test
    void an_administrator_takes_by_force_what_a_guest_of_a_leaving_server_holds() {
        Cluster made = rac();
        holdDisks();
        world.clusters.remove().server(again(ANN), made.id(), two.id()).get();
        for (Volume volume : List.of(data, log)) {
            world.servers
                    .forceDetach()
                    .detach(again(ADMIN), two.id(), volume.id())
                    .get();
        }
        world.clusters.work().resume(made.id());
        assertEquals("active", row(made).status());
        assertEquals(List.of(one.initiator()), world.seenBy(data));
        assertEquals(
                "cluster.lun-of-cluster", code(world.servers.forceDetach().detach(again(ADMIN), one.id(), data.id())));
    }

    @Test
    void a_host_that_does_not_answer_once_does_not_keep_a_cluster_from_ending() {
        Cluster made = rac();
        world.hypervisor.interference().failNext(Call.DETACH_DEVICE, new HostFailure.Unreachable("host1", "no"));
        assertEquals(
                "deleting",
                world.clusters
                        .remove()
                        .all(again(ANN), made.id())
                        .get()
                        .cluster()
                        .orElseThrow()
                        .status());
        nothingIsLeft();
    }

    private Login login(Server server) {
        return world.logins.current(data.id(), data.lun().orElseThrow(), server.initiator());
    }

    @Test
    void registrations_of_strangers_are_refused_unless_they_are_meant_or_recorded() {
        Iqn stranger = Iqn.parse("iqn.2026-11.io.lunette:stranger").get();
        Login login = Login.of(stranger);
        world.luns
                .expose(data.id(), data.lun().orElseThrow(), ServerWorld.HOST, login)
                .get();
        world.reservations.register(path(data), login, ONES);
        Failure refused = refusal(create(wanted("rac", List.of(one, two), data)));
        assertEquals("cluster.taken-back", refused.code());
        assertTrue(refused.why().contains(ONES.toString()), refused.why());
        assertTrue(refused.why().contains("--allow-registrations"), refused.why());
        assertEquals(List.of(stranger), world.seenBy(data));
        assertEquals(List.of(), world.store.clusters().list(Optional.empty()));

        Created meant = world.clusters
                .create()
                .create(
                        again(ANN),
                        new CreateCluster.Request(
                                "rac", List.of(one.id(), two.id()), List.of(data.id()), Map.of(), true))
                .get();
        assertTrue(meant.seen().warnings().stream().anyMatch(text -> text.contains(ONES.toString())));
        world.clusters.remove().all(again(ANN), meant.cluster().id()).get();
        create(wanted("rac", List.of(one, two), Map.of(one.id(), ONES), data)).get();
    }

    @Test
    void a_preflight_tells_every_path_and_leaves_no_mask() {
        Preflight seen = world.clusters
                .preflight()
                .of(again(ANN), wanted("rac", List.of(one, two), data, log))
                .get();
        assertTrue(seen.hasPassed());
        assertEquals(4, seen.paths().size());
        assertEquals(512, seen.paths().getFirst().identity().orElseThrow().blockBytes());
        assertEquals(List.of(), world.seenBy(data));
        Cluster made = rac();
        assertTrue(world.clusters.preflight().of(again(ANN), made.id()).get().hasPassed());
        assertEquals(2, world.seenBy(data).size());
        assertEquals("cluster.not-found", code(world.clusters.preflight().of(again(BOB), made.id())));
    }

    @Test
    void another_lun_in_its_place_is_seen_before_anything_is_attached() {
        Lun there = world.adopted(1).lun().orElseThrow();
        Volume shareable = shared();
        world.source.delete(shareable.id()).get();
        world.store
                .volumes()
                .update(shareable.withLun(
                        new Lun(there.address(), shareable.lun().orElseThrow().identity(), true)));
        Failure refused = refusal(create(wanted("rac", List.of(one, two), data, shareable)));
        assertEquals("cluster.taken-back", refused.code());
        assertTrue(refused.why().contains(there.identity().wwid().toString()), refused.why());
        assertEquals(List.of(), world.store.attachments().all());
        assertEquals(List.of(), world.store.clusters().list(Optional.empty()));
    }

    @Test
    void keys_that_were_recorded_tell_who_is_registered_where_the_array_does_not() {
        Cluster made = create(wanted("rac", List.of(one, two), Map.of(one.id(), ONES), data))
                .get()
                .cluster();
        world.reservations.register(path(data), login(one), ONES);
        world.reservations.register(path(data), login(two), TWOS);
        world.reservations.keepSecretWho(path(data), login(one));
        assertEquals(List.of(Optional.of(one.id()), Optional.empty()), owners(data));
        assertEquals(
                "cluster.same-key",
                code(world.clusters.keys().set(again(ANN), made.id(), two.id(), Optional.of(ONES))));
        world.clusters
                .keys()
                .set(again(ANN), made.id(), two.id(), Optional.of(TWOS))
                .get();
        assertEquals(List.of(Optional.of(one.id()), Optional.of(two.id())), owners(data));

        Removed gone =
                world.clusters.remove().server(again(ANN), made.id(), two.id()).get();
        assertEquals(1, gone.warnings().size(), gone.warnings().toString());
        assertTrue(gone.warnings().getFirst().contains(TWOS.toString()));
        assertEquals(List.of(Optional.of(one.id()), Optional.empty()), owners(data));
        world.clusters
                .keys()
                .set(again(ANN), made.id(), one.id(), Optional.empty())
                .get();
        assertEquals(List.of(Optional.empty(), Optional.empty()), owners(data));
        assertEquals(
                "cluster.same-key",
                code(create(wanted("other", List.of(one, two), Map.of(one.id(), ONES, two.id(), ONES), log))));
        assertEquals("request.invalid-field", code(create(wanted("other", List.of(one), Map.of(two.id(), ONES), log))));
    }

    private List<Optional<ServerId>> owners(Volume volume) {
        return world.reserved.show().show(again(ANN), volume.id()).get().registrations().stream()
                .map(each -> each.server().map(Server::id))
                .toList();
    }

    @Test
    void two_attaches_of_one_cluster_are_actions_of_their_own() {
        rac();
        List<Attachment> all = world.store.attachments().all();
        assertEquals(4, all.size());
        assertEquals(
                2,
                world.store.operations().ofServer(one.id()).stream()
                        .filter(operation -> operation.action().equals("attach_volume"))
                        .map(operation -> operation.id())
                        .distinct()
                        .count());
    }
}
