package io.lunette.usecase.recover;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.HOST;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Attachment;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.port.AdoptedLabels;
import io.lunette.port.Hypervisor;
import io.lunette.port.ImageFiles.Stored;
import io.lunette.port.KeptImages.Kept;
import io.lunette.run.TargetLogins;
import io.lunette.simulate.InMemoryAdoptedLabels;
import io.lunette.simulate.SimulatedArray;
import io.lunette.simulate.hypervisor.Interference.Call;
import io.lunette.simulate.hypervisor.SimulatedHypervisor;
import io.lunette.simulate.store.InMemoryStateStore;
import io.lunette.usecase.server.AttachVolume;
import io.lunette.usecase.server.ServerWorld;
import io.lunette.usecase.volume.ControllerInitiator;
import io.lunette.usecase.volume.IdentifyLun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The store is lost, and hosts and LUNs are there: on simulated parts. */
class RecoverTest {
    private static final ControllerInitiator CONTROLLER = new ControllerInitiator(
            HOST, Iqn.parse("iqn.2026-11.io.lunette:controller").get());

    private final ServerWorld world = new ServerWorld(Runnable::run);
    private final AdoptedLabels adopted = new InMemoryAdoptedLabels();
    private List<Kept> images = List.of();
    private List<Hypervisor> hosts = List.of(world.hypervisor);

    private void keepTraces() {
        new KeepTraces(world.store, world.hosts, world.luns, adopted, (after, work) -> work.run()).all();
    }

    private Outcome<Recovered> find() {
        return new Recover(
                        hosts,
                        world.luns,
                        adopted,
                        new IdentifyLun(
                                new InMemoryStateStore().volumes(), world.luns, world.probe, world.logins, CONTROLLER),
                        () -> Outcome.done(images),
                        world::id)
                .find();
    }

    private Recovered recovered() {
        return find().get();
    }

    private static Server plain(Server server) {
        return server.withRevision(0).withUpdated(server.created()).withLaunched(server.created());
    }

    private static Volume plain(Volume volume) {
        return volume.withRevision(0).withUpdated(volume.created());
    }

    private static <T> List<T> sorted(List<T> rows, Function<T, Object> id) {
        return rows.stream()
                .sorted((one, other) ->
                        id.apply(one).toString().compareTo(id.apply(other).toString()))
                .toList();
    }

    private void assertAsBefore(Recovered recovered) {
        assertEquals(List.of(), recovered.left());
        assertEquals(
                sorted(
                        world.store.servers().list(Optional.empty()).stream()
                                .map(RecoverTest::plain)
                                .toList(),
                        Server::id),
                sorted(recovered.servers(), Server::id));
        assertEquals(
                sorted(
                        world.store.volumes().list(Optional.empty()).stream()
                                .map(RecoverTest::plain)
                                .toList(),
                        Volume::id),
                sorted(recovered.volumes(), Volume::id));
        assertEquals(
                sorted(
                        world.store.attachments().all().stream()
                                .map(attachment -> attachment.withRevision(0))
                                .toList(),
                        Attachment::id),
                sorted(recovered.attachments(), Attachment::id));
    }

    private Attachment attach(Server server, Volume volume, String tag) {
        return world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(server.id(), volume.id(), Optional.empty(), Optional.of(tag), true))
                .get();
    }

    /** Servers from an image and from LUNs, on and off, with LUNs that came later, one of them for two. */
    private void fill() {
        Server one = world.running();
        Server two = world.booted(ServerWorld.request(
                Optional.empty(),
                ServerWorld.lun(world.volume(PASSTHROUGH), 0),
                ServerWorld.lun(world.volume(Map.of()), 1)));
        attach(one, world.volume(PASSTHROUGH), "data");
        Volume shared = world.volume(ANN, PASSTHROUGH, true);
        attach(one, shared, "quorum");
        attach(two, shared, "witness");
        attach(one, world.adopted(1), "array");
        world.servers.lock().lock(again(ANN), one.id(), Optional.of("do not '/> touch"));
        world.servers.update().update(again(ANN), two.id(), Optional.of("<renamed/>"), Optional.of("described"));
        world.servers.metadata().replace(again(ANN), two.id(), Map.of("role", "database\n", "empty", ""));
        world.servers.power().stop(again(ANN), two.id());
        world.volume(Map.of("a key", "a 'value'"));
        world.adopted(2);
        world.work();
    }

    @Test
    void servers_volumes_and_attachments_are_as_they_were() {
        fill();
        keepTraces();
        assertAsBefore(recovered());
    }

    @Test
    void a_domain_and_its_luns_stay_as_they_are() {
        fill();
        keepTraces();
        List<Object> before = everything();
        recovered();
        assertEquals(before, everything());
    }

    private List<Object> everything() {
        return List.of(
                world.store.servers().list(Optional.empty()).stream()
                        .map(server -> world.domain(server.id()))
                        .toList(),
                world.store.volumes().list(Optional.empty()).stream()
                        .map(world::seenBy)
                        .toList());
    }

    @Test
    void what_was_recovered_is_a_store_with_its_projects_and_flavors() {
        world.roomyFlavor();
        fill();
        keepTraces();
        InMemoryStateStore fresh = new InMemoryStateStore();
        Recover.write(recovered(), fresh, new TargetLogins(fresh.chapAccounts(), true));
        assertEquals(
                world.store.servers().list(Optional.empty()).size(),
                fresh.servers().list(Optional.empty()).size());
        assertEquals(
                world.store.attachments().all().stream()
                        .map(attachment -> attachment.withRevision(0))
                        .toList(),
                fresh.attachments().all());
        ProjectId anns = ANN.project();
        assertEquals(
                "recovered-" + anns,
                fresh.identities().project(anns).orElseThrow().name());
        assertTrue(fresh.flavors().find("0").isPresent());
        assertEquals(List.of(), fresh.identities().users());
    }

    @Test
    void traces_follow_what_is_changed() {
        fill();
        ObservedStore observed = new ObservedStore(world.store);
        observed.tell(new KeepTraces(observed, world.hosts, world.luns, adopted, (after, work) -> work.run()));
        observed.servers()
                .list(Optional.empty())
                .forEach(server -> observed.servers().update(server.withTags(List.of("blue", server.name()))));
        observed.volumes()
                .list(Optional.empty())
                .forEach(volume -> observed.volumes()
                        .update(volume.withNameAndDescription("new " + volume.name(), "told")
                                .withBootable(false)));
        assertAsBefore(recovered());
    }

    @Test
    void an_adopted_volume_that_is_gone_is_not_recovered() {
        ObservedStore observed = new ObservedStore(world.store);
        observed.tell(new KeepTraces(observed, world.hosts, world.luns, adopted, (after, work) -> work.run()));
        Volume volume = world.adopted(1);
        observed.volumes().update(volume.withBootable(false));
        assertEquals(List.of(volume.id()), adopted.volumes().get());

        observed.volumes().remove(volume.id());

        assertEquals(List.of(), recovered().volumes());
        assertEquals(List.of(), adopted.volumes().get());
    }

    @Test
    void an_adopted_lun_whose_number_was_reused_is_not_recovered() {
        Volume volume = world.adopted(1);
        keepTraces();
        world.array.put(
                volume.lun().orElseThrow().onNetwork().target(),
                SimulatedArray.disk(1, 9, volume.lun().orElseThrow().identity().size()));

        assertTold(recovered(), volume.id().toString(), "was not identified: ");
    }

    @Test
    void a_lun_without_a_label_is_told_with_the_disk_that_it_is() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume, "data");
        Recovered recovered = recovered();
        assertEquals(List.of(), recovered.volumes());
        assertEquals(List.of(), recovered.attachments());
        assertTold(recovered, "volume " + volume.id(), "no label");
        assertTold(recovered, "disk sdb of server " + server.id(), "was not recovered");
        assertFalse(recovered.isWhole());
    }

    private static void assertTold(Recovered recovered, String what, String why) {
        assertTrue(
                recovered.left().stream()
                        .anyMatch(
                                left -> left.what().contains(what) && left.why().contains(why)),
                () -> what + ": " + why + " is not told in " + recovered.left());
    }

    @Test
    void a_lun_that_is_another_than_its_label_says_is_not_recovered() {
        Volume one = world.volume(PASSTHROUGH);
        Volume other = world.volume(PASSTHROUGH);
        keepTraces();
        world.source.swapIdentities(one.id(), other.id());
        Recovered recovered = recovered();
        assertEquals(List.of(), recovered.volumes());
        assertTold(recovered, one.id().toString(), "its LUN says that it is ");
        assertTold(recovered, other.id().toString(), "its LUN says that it is ");
    }

    @Test
    void of_two_volumes_with_one_wwid_neither_is_recovered() {
        Volume one = world.volume(PASSTHROUGH);
        Volume other = world.volume(PASSTHROUGH);
        keepTraces();
        world.source.cloneIdentity(one.id(), other.id());
        Map<String, String> label =
                new HashMap<>(world.source.labels(other.id()).get());
        label.put("lun.wwid", one.lun().orElseThrow().identity().wwid().toString());
        label.put("lun.serial", one.lun().orElseThrow().identity().serial());
        world.source.label(other.id(), label).get();
        Recovered recovered = recovered();
        assertEquals(List.of(), recovered.volumes());
        assertTold(recovered, one.id().toString(), "another volume's LUN says too");
        assertTold(recovered, other.id().toString(), "another volume's LUN says too");
    }

    @Test
    void a_lun_that_does_not_answer_is_not_recovered() {
        Volume volume = world.volume(PASSTHROUGH);
        keepTraces();
        world.source.cutPath(volume.id());
        assertTold(recovered(), volume.id().toString(), "was not identified");
    }

    @Test
    void a_volume_on_a_domain_whose_mark_is_damaged_is_handed_to_nobody() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume, "data");
        keepTraces();
        Element mark = Xml.parse("<lunette:server xmlns:lunette='urn:io.lunette:domain:1'/>");
        world.hypervisor.mark(server.id(), Xml.print(mark)).get();
        Recovered recovered = recovered();
        assertEquals(List.of(), recovered.servers());
        assertTold(recovered, "domain lunette-" + server.id(), "its mark cannot be read");
        Volume held = recovered.volumes().getFirst();
        assertEquals(VolumeStatus.ERROR, held.status());
        assertTrue(held.fault().orElse("").contains("lunette-" + server.id()), held.toString());
    }

    @Test
    void a_disk_that_leads_to_another_lun_is_no_attachment() {
        Server server = world.running();
        Volume volume = world.volume(PASSTHROUGH);
        attach(server, volume, "data");
        keepTraces();
        Map<String, String> label =
                new HashMap<>(world.source.labels(volume.id()).get());
        Volume elsewhere = world.volume(PASSTHROUGH);
        keepTraces();
        String alias = "ua-" + volume.id();
        String changed = world.domain(server.id())
                .persistentXml()
                .replace(volume.id().toString(), elsewhere.id().toString())
                .replace("ua-" + elsewhere.id(), alias);
        world.servers.power().stop(again(ANN), server.id());
        world.hypervisor.powerOff(server.id()).get();
        world.hypervisor.define(changed).get();
        Recovered recovered = recovered();
        assertEquals(label, world.source.labels(volume.id()).get());
        assertTold(recovered, "disk sdb of server " + server.id(), "is not the LUN of its volume");
        assertEquals(
                VolumeStatus.ERROR,
                recovered.volumes().stream()
                        .filter(each -> each.id().equals(volume.id()))
                        .findFirst()
                        .orElseThrow()
                        .status());
    }

    @Test
    void a_host_that_does_not_tell_all_of_its_domains_ends_it() {
        fill();
        keepTraces();
        HostFailure silent = new HostFailure.Unreachable(HOST.toString(), "no answer");
        world.hypervisor.interference().failNext(Call.SERVERS, silent);
        assertEquals(Outcome.failed(silent), find());
        world.hypervisor.interference().failNth(2, Call.FIND, silent);
        assertEquals(Outcome.failed(silent), find());
    }

    @Test
    void images_are_found_by_their_data_and_are_private() {
        Server server = world.running();
        keepTraces();
        images = List.of(
                new Kept(server.image().orElseThrow(), "qcow2", new Stored(3, 512, "m", "s"), server.created()));
        Recovered recovered = recovered();
        assertEquals(server.image(), Optional.of(recovered.images().getFirst().id()));
        assertEquals(
                io.lunette.model.Image.Visibility.PRIVATE,
                recovered.images().getFirst().visibility());
        assertTrue(recovered.projects().contains(recovered.images().getFirst().project()));
    }

    @Test
    void servers_get_new_accounts_at_managed_volumes() {
        Volume data = world.volume(PASSTHROUGH);
        Server server = world.running();
        world.servers
                .attach()
                .attach(
                        ServerWorld.again(ANN),
                        new AttachVolume.Request(server.id(), data.id(), Optional.empty(), Optional.empty(), false))
                .get();
        keepTraces();
        InMemoryStateStore fresh = new InMemoryStateStore();
        TargetLogins logins = new TargetLogins(fresh.chapAccounts(), true);

        Recover.write(recovered(), fresh, logins);

        ChapAccount before = world.logins.known(data.id(), server.initiator()).orElseThrow();
        ChapAccount after = logins.known(data.id(), server.initiator()).orElseThrow();
        assertEquals(before.user(), after.user());
        assertNotEquals(before.secret(), after.secret());
    }

    @Test
    void an_adopted_volume_whose_array_asks_for_an_account_is_recovered_and_asked_for() {
        Volume adopted = world.adopted(1);
        keepTraces();
        world.array.demand(
                adopted.lun().orElseThrow().onNetwork().target(),
                new ChapAccount("lunette", new ChapSecret("the-arrays-secret")));

        Recovered recovered = recovered();

        assertTrue(recovered.isWhole());
        assertEquals(List.of(adopted.id()), recovered.locked());
    }

    /** A server with a volume that somebody was moving to a second host. */
    private Server halfway(boolean arrived) {
        SimulatedHypervisor north = new SimulatedHypervisor(new HostName("north"));
        Server server = world.running();
        attach(server, world.volume(PASSTHROUGH), "data");
        keepTraces();
        world.hypervisor
                .secrets()
                .get()
                .forEach(usage -> north.keepSecret(
                                usage, world.hypervisor.secret(usage).orElseThrow())
                        .get());
        world.hypervisor.leaveInTransit(server.id(), north, arrived);
        hosts = List.of(world.hypervisor, north);
        return server;
    }

    @Test
    void a_server_whose_move_was_cut_off_after_it_arrived_is_there_alone() {
        Server server = halfway(true);
        Recovered recovered = recovered();
        assertEquals(
                List.of(new HostName("north")),
                recovered.servers().stream().map(Server::host).toList());
        assertEquals(1, recovered.attachments().size());
        assertTold(recovered, "server " + server.id() + " on " + HOST, "a migration left that domain behind");
        InMemoryStateStore store = new InMemoryStateStore();
        Recover.write(recovered, store, new TargetLogins(store.chapAccounts(), true));
        assertEquals(1, store.servers().list(Optional.empty()).size());
    }

    @Test
    void
            a_server_on_two_hosts_of_which_nobody_can_tell_where_it_goes_on_is_not_recovered_nor_are_its_volumes_handed_out() {
        Server server = halfway(false);
        Recovered recovered = recovered();
        assertEquals(List.of(), recovered.servers());
        assertEquals(List.of(), recovered.attachments());
        assertTold(recovered, "server " + server.id() + " on north", "nobody can tell");
        assertEquals(VolumeStatus.ERROR, recovered.volumes().getFirst().status());
    }

    @Test
    void a_host_that_does_not_say_how_a_moving_server_stands_ends_it() {
        halfway(true);
        HostFailure silent = new HostFailure.Unreachable(HOST.toString(), "no answer");
        world.hypervisor.interference().failNext(Call.STANDING, silent);
        assertEquals(Outcome.failed(silent), find());
    }
}
