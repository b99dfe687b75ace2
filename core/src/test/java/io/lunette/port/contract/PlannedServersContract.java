package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Connection;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.Volume;
import io.lunette.plan.AttachPlanner;
import io.lunette.plan.AttachWish;
import io.lunette.plan.ControllerTuning;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.DiskDecision;
import io.lunette.plan.DomainView;
import io.lunette.plan.Held;
import io.lunette.plan.HostOffer;
import io.lunette.plan.LifePlanner;
import io.lunette.plan.Plan;
import io.lunette.plan.PropertySource;
import io.lunette.plan.Samples;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.run.Fence;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.TargetLogins;
import io.lunette.run.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is planned comes to be: plans run on a host, and what the host then shows. Guests are paused in their firmware. */
public abstract class PlannedServersContract extends HypervisorContract {
    private static final ControllerTuning TUNING = new ControllerTuning(true, 2);
    private static final String PC = "pc";

    private final PathSource paths = new PathSource();

    @BeforeEach
    void everyVolumeIsOnTheFirstLun() {
        paths.lead(number -> stage().lun(1));
    }

    /** A server without disks, defined as a boot defines it, with so many ports to spare. */
    private Server planned(String machine, int sparePorts) {
        Server server = Samples.server(new Random().nextInt(Integer.MAX_VALUE));
        forget(server.id());
        HostCapabilities host = hypervisor().capabilities().get();
        DomainSpec spec = new DomainSpec(
                server,
                new DomainSpec.HostTraits(
                        "qemu", host.emulator(), host.architecture(), machine, host.consoleLogPath(server.id())),
                List.of(),
                List.of(),
                sparePorts);
        hypervisor()
                .define(Xml.print(spec.toXml(source -> {
                    throw new IllegalStateException("it has no disk");
                })))
                .get();
        return server;
    }

    private Server running(String machine, int sparePorts) {
        Server server = planned(machine, sparePorts);
        hypervisor().startPaused(server.id()).get();
        return server;
    }

    private Server q35() {
        return running(q35Machine(), 4);
    }

    private String q35Machine() {
        return hypervisor().capabilities().get().machine();
    }

    private static Volume volume(int number, String model) {
        return Samples.multiattach(Samples.volume(number, Map.of(Volume.SCSI_MODEL, model), Map.of()));
    }

    private Outcome<AttachPlanner.Attach> plan(Server server, Volume volume) {
        return DiskDecision.ofAttached(
                        volume,
                        PropertySource.ofVolume(volume, Map.of()),
                        HostOffer.of(
                                hypervisor().name(), hypervisor().capabilities().get()))
                .decide()
                .then(choice -> AttachPlanner.plan(
                        new AttachWish(server, volume, choice, TUNING, Optional.empty()), view(server)));
    }

    private DomainView view(Server server) {
        return DomainView.of(found(server.id()));
    }

    private Outcome<Ran> run(Plan plan) {
        return new PlanRunner(
                        new World(
                                hypervisor(),
                                paths,
                                paths,
                                new TargetLogins(new NoChapAccounts(), false),
                                new NoImages(),
                                new NoBlanks()),
                        Fence.NONE)
                .run(plan, (n, step, state) -> {});
    }

    private DiskSpec attach(Server server, int volume, String model) {
        AttachPlanner.Attach attach = plan(server, volume(volume, model)).get();
        run(attach.plan()).get();
        return attach.disk();
    }

    private static List<String> controllers(DomainDevices devices) {
        return devices.scsi().stream().map(c -> c.index() + ":" + c.model()).toList();
    }

    @Test
    void a_lun_comes_with_a_controller_that_has_an_iothread_and_queues() {
        Server server = q35();
        attach(server, 1, "virtio-scsi");
        for (DomainDevices devices : List.of(live(server.id()), persistent(server.id()))) {
            ScsiController controller = devices.controller(0).orElseThrow();
            assertEquals(
                    Optional.of(new ControllerSpec.Driver(Optional.of(1000), Optional.of(2))), controller.driver());
            assertEquals(Set.of(1000), devices.ioThreads());
            assertEquals("lun", devices.disks().getFirst().device());
        }
    }

    @Test
    void a_lun_that_cannot_be_opened_leaves_nothing_but_a_controller_on_its_way_out() {
        Server server = q35();
        String before = found(server.id()).persistentXml();
        paths.lead(number -> stage().deadPath());
        assertTrue(run(plan(server, volume(1, "virtio-scsi")).get().plan())
                .failureIfAny()
                .isPresent());
        assertEquals(before, found(server.id()).persistentXml());
        assertEquals(List.of("0:virtio-scsi"), controllers(live(server.id())));
        assertTrue(live(server.id()).disks().isEmpty());
    }

    @Test
    void after_a_controller_on_its_way_out_the_next_lun_gets_another_and_a_stop_forgets_the_first() {
        Server server = q35();
        attach(server, 1, "virtio-scsi");
        run(DetachPlanner.plan(server, volume(1, "virtio-scsi"), view(server))).get();
        assertTrue(run(DetachPlanner.planTidy(server, view(server))).get().leftBehind());
        assertEquals(Set.of(1000), live(server.id()).ioThreads());
        DiskSpec disk = attach(server, 2, "virtio-scsi");
        assertEquals(Optional.of(new ScsiAddress(1, 0, 0, 0)), disk.address());
        hypervisor().powerOff(server.id()).get();
        hypervisor().startPaused(server.id()).get();
        assertEquals(controllers(persistent(server.id())), controllers(live(server.id())));
        assertEquals(disk.address(), live(server.id()).disks().getFirst().address());
        assertEquals(
                Optional.of(new ScsiAddress(0, 0, 0, 0)),
                attach(server, 3, "virtio-scsi").address());
    }

    @Test
    void a_server_that_is_off_loses_controller_and_iothread_with_its_last_lun() {
        Server server = planned(q35Machine(), 4);
        DomainDevices before = persistent(server.id());
        attach(server, 1, "virtio-scsi");
        run(DetachPlanner.plan(server, volume(1, "virtio-scsi"), view(server))).get();
        assertEquals(
                false, run(DetachPlanner.planTidy(server, view(server))).get().leftBehind());
        assertEquals(before, persistent(server.id()));
    }

    private Held held(Volume volume, DiskSpec disk) {
        return new Held(
                new Attachment(
                        new AttachmentId(UUID.randomUUID()),
                        0,
                        1,
                        new ServerId(UUID.randomUUID()),
                        volume.id(),
                        AttachmentStatus.ATTACHED,
                        Optional.empty(),
                        "/dev/" + disk.target(),
                        disk.mode(),
                        Optional.empty(),
                        false,
                        disk.address(),
                        Optional.empty(),
                        Samples.NOON),
                volume);
    }

    /** What libvirt accepts in silence, by what Lunette says of it. */
    private static Map<String, UnaryOperator<String>> edits() {
        Map<String, UnaryOperator<String>> edits = new LinkedHashMap<>();
        edits.put("has cache='writeback'", xml -> xml.replace("cache='none'", "cache='writeback'"));
        edits.put("has cache='default'", xml -> xml.replace("cache='none'", ""));
        edits.put("has <readonly/>", xml -> xml.replace("<shareable/>", "<shareable/><readonly/>"));
        edits.put(
                "has <iotune>",
                xml -> xml.replace(
                        "<shareable/>", "<iotune><total_iops_sec>100</total_iops_sec></iotune><shareable/>"));
        edits.put("lacks <shareable/>", xml -> xml.replace("<shareable/>", ""));
        edits.put("leads to iscsi:", xml -> xml.replaceFirst("(<source [^>]*name='[^']*/)1'", "$12'"));
        edits.put(
                "only virtio-scsi passes",
                xml -> xml.replaceFirst("<driver queues[^>]*/>", "")
                        .replace("model='virtio-scsi'", "model='lsilogic'"));
        edits.put("is device='disk'", xml -> xml.replace("device='lun'", "device='disk'"));
        edits.put("it has no disk of volume", xml -> xml.replaceFirst("(?s)<disk .*?</disk>", ""));
        edits.put("that Lunette does not know", xml -> xml.replaceFirst("ua-70707070[^']*", "ua-somebody"));
        return edits;
    }

    @Test
    void what_somebody_changed_in_a_definition_is_refused_before_the_start_though_libvirt_took_it() {
        Server server = planned(q35Machine(), 4);
        Volume volume = volume(1, "virtio-scsi");
        paths.lead(any -> new Connection.Network(
                volume.lun().orElseThrow().portals().getFirst(),
                volume.lun().orElseThrow().onNetwork().target(),
                1));
        List<Held> held = List.of(held(volume, attach(server, 1, "virtio-scsi")));
        String good = found(server.id()).persistentXml();
        assertTrue(LifePlanner.start(server, held, view(server)).isDone());
        edits().forEach((said, edit) -> {
            String edited = edit.apply(good);
            assertNotEquals(good, edited, said);
            hypervisor().define(edited).get();
            String why = LifePlanner.start(server, held, view(server))
                    .failureIfAny()
                    .orElseThrow(() -> new AssertionError("nothing said of: " + said))
                    .why();
            assertTrue(why.contains(said), why);
        });
    }

    @Test
    void a_controller_for_a_conventional_slot_is_plugged_into_a_running_q35_server() {
        Server server = q35();
        attach(server, 1, "lsilogic");
        attach(server, 2, "virtio-scsi");
        assertEquals(List.of("0:lsilogic", "1:virtio-scsi"), controllers(live(server.id())));
        assertEquals(List.of("0:lsilogic", "1:virtio-scsi"), controllers(persistent(server.id())));
    }

    @Test
    void as_many_controllers_go_into_a_running_server_as_were_counted() {
        for (ScsiModel model : List.of(ScsiModel.VIRTIO_SCSI, ScsiModel.LSILOGIC, ScsiModel.VIRTIO_TRANSITIONAL)) {
            assertFills(running(q35Machine(), 3), model);
        }
        assertFills(running(PC, 3), ScsiModel.VIRTIO_SCSI);
    }

    private void assertFills(Server server, ScsiModel model) {
        int counted = live(server.id()).pci().placesFor(model).free();
        long fitted = IntStream.iterate(0, index -> index + 1)
                .takeWhile(index -> hypervisor()
                        .attachDevice(
                                server.id(),
                                Xml.print(ControllerSpec.at(index, model).toXml()),
                                Set.of(Scope.LIVE))
                        .isDone())
                .count();
        assertEquals(counted, fitted, model + " on " + server.id());
        assertEquals(0, live(server.id()).pci().placesFor(model).free());
        assertTrue(fitted >= 3, model.toString());
    }

    @Test
    void a_plan_for_a_server_without_a_free_port_is_refused_and_a_stop_makes_room() {
        Server server = running(q35Machine(), 0);
        assertInstanceOf(
                PlanFailure.NoRoom.class,
                plan(server, volume(1, "virtio-scsi")).failureIfAny().orElseThrow());
        hypervisor().powerOff(server.id()).get();
        attach(server, 1, "virtio-scsi");
        hypervisor().startPaused(server.id()).get();
        assertEquals("lun", live(server.id()).disks().getFirst().device());
    }

    @Test
    void a_full_controller_is_followed_by_another() {
        Server server = q35();
        DiskSpec last = IntStream.rangeClosed(1, ScsiModel.LSILOGIC.units() + 1)
                .mapToObj(number -> attach(server, number, "lsilogic"))
                .reduce((first, second) -> second)
                .orElseThrow();
        assertEquals(Optional.of(new ScsiAddress(1, 0, 0, 0)), last.address());
        assertEquals(List.of("0:lsilogic", "1:lsilogic"), controllers(live(server.id())));
    }

    @Test
    void the_first_and_the_last_place_of_each_model_take_a_disk() {
        Server server = q35();
        int index = 0;
        for (ScsiModel model : hypervisor().capabilities().get().scsiModels()) {
            ControllerSpec controller = ControllerSpec.at(index++, model);
            hypervisor()
                    .attachDevice(server.id(), Xml.print(controller.toXml()), Scope.BOTH)
                    .get();
            for (int[] place : new int[][] {{0, 0}, {model.targets() - 1, model.units() - 1}}) {
                ScsiAddress address = new ScsiAddress(controller.index(), 0, place[0], place[1]);
                String name = "sd" + (char) ('a' + live(server.id()).disks().size());
                String disk = SampleDomain.shared(stage().lun(1), name, address);
                assertEquals(
                        Outcome.done(),
                        hypervisor().attachDevice(server.id(), disk, Set.of(Scope.LIVE)),
                        model + " at " + address);
                assertTrue(live(server.id()).scsiAddresses().contains(address));
            }
        }
    }

    @Test
    void controllers_addresses_and_names_outlive_a_stop_and_a_redefinition() {
        Server server = q35();
        attach(server, 1, "lsilogic");
        attach(server, 2, "virtio-scsi");
        attach(server, 3, "virtio-scsi");
        DomainDevices before = live(server.id());
        hypervisor().powerOff(server.id()).get();
        assertEquals(before.disks(), persistent(server.id()).disks());
        hypervisor().define(found(server.id()).persistentXml()).get();
        hypervisor().startPaused(server.id()).get();
        assertEquals(before.disks(), live(server.id()).disks());
        assertEquals(before.scsi(), live(server.id()).scsi());
        assertEquals(Power.PAUSED, found(server.id()).power());
    }
}
