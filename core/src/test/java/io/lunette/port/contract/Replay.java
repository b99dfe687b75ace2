package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Connection;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.plan.AttachPlanner;
import io.lunette.plan.AttachWish;
import io.lunette.plan.ControllerTuning;
import io.lunette.plan.DetachPlanner;
import io.lunette.plan.DiskDecision;
import io.lunette.plan.DomainTrees;
import io.lunette.plan.ForeignDevices;
import io.lunette.plan.HostOffer;
import io.lunette.plan.KeptByGuest;
import io.lunette.plan.Plan;
import io.lunette.plan.Preview;
import io.lunette.plan.PropertySource;
import io.lunette.plan.Samples;
import io.lunette.plan.Story;
import io.lunette.plan.Story.Happening;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.HostCapabilities;
import io.lunette.port.Hypervisor;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.run.Fence;
import io.lunette.run.PlanRunner;
import io.lunette.run.Ran;
import io.lunette.run.TargetLogins;
import io.lunette.run.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A story on a host: each plan is made of what the host shows, run there, and what the host shows afterwards is what
 * {@link Preview} said. The guest is paused in its firmware, so it keeps each controller that it is asked for.
 */
final class Replay {
    private static final ControllerTuning TUNING = new ControllerTuning(true, 1);
    private static final String MEMORY_MIB = "64";

    private final HypervisorStage stage;
    private final Hypervisor hypervisor;
    private final Story story;
    private final Server server;
    private final PathSource paths = new PathSource();
    private final List<Volume> attached = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private int nextVolume = 1;

    Replay(HypervisorStage stage, Story story) {
        this.stage = stage;
        this.hypervisor = ImpatientHypervisor.of(stage.hypervisor());
        this.story = story;
        this.server = Samples.server(Math.floorMod(story.seed(), 1_000_000_000));
    }

    /** Runs the whole story, and tells how often each kind of event came to something. */
    Map<Story.Kind, Integer> run() {
        Map<Story.Kind, Integer> done = new EnumMap<>(Story.Kind.class);
        try {
            begin();
            for (Happening happening : story.happenings()) {
                if (take(happening)) {
                    done.merge(happening.kind(), 1, Integer::sum);
                }
            }
            return done;
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError("seed " + story.seed() + ": " + String.join("; ", events), failed);
        } finally {
            hypervisor.powerOff(server.id());
            hypervisor.undefine(server.id());
        }
    }

    private void begin() {
        Random random = new Random(story.seed());
        HostCapabilities host = hypervisor.capabilities().get();
        String machine = random.nextInt(3) == 0 ? "pc" : host.machine();
        DomainSpec spec = new DomainSpec(
                server,
                new DomainSpec.HostTraits(
                        "qemu", host.emulator(), host.architecture(), machine, host.consoleLogPath(server.id())),
                List.of(),
                List.of(),
                random.nextInt(8));
        Element small = spec.toXml(source -> {
                    throw new IllegalStateException("it has no disk");
                })
                .changing("memory", memory -> Xml.parse("<memory unit='MiB'>" + MEMORY_MIB + "</memory>"));
        hypervisor.define(Xml.print(small)).get();
        if (random.nextInt(4) > 0) {
            hypervisor.startPaused(server.id()).get();
        }
    }

    private boolean take(Happening happening) {
        Random random = new Random(happening.chance());
        return switch (happening.kind()) {
            case ATTACH -> attach(random);
            case DETACH -> attached.isEmpty() ? attach(random) : detach(random);
            case TIDY -> tidy();
            case POWER -> power();
            case FOREIGN_DEVICE -> interfere(random);
            // Neither can be done to a paused guest by the means of the port.
            case FOREIGN_REMOVAL, GUEST_RESET -> false;
        };
    }

    private DomainSnapshot found() {
        return hypervisor.find(server.id()).get().orElseThrow();
    }

    private Outcome<Ran> run(Plan plan) {
        return new PlanRunner(
                        new World(
                                hypervisor,
                                paths,
                                paths,
                                new TargetLogins(new NoChapAccounts(), false),
                                new NoImages(),
                                new NoBlanks()),
                        Fence.NONE)
                .run(plan, (n, step, state) -> {});
    }

    private boolean attach(Random random) {
        Connection.Network path = random.nextInt(6) == 0 ? stage.deadPath() : stage.lun(1 + random.nextInt(2));
        paths.lead(volume -> path);
        Volume volume = volume(random, path);
        DomainTrees before = DomainTrees.of(found());
        Outcome<Plan> plan = plan(random, volume, before);
        if (!(plan instanceof Outcome.Done<Plan>(Plan made))) {
            return false;
        }
        Outcome<Ran> ran = run(made);
        events.add("attach " + made.steps().size() + " steps "
                + volume.metadata().values() + " on " + path.portal() + (ran.isDone() ? "" : " fails"));
        boolean mustFail = path.equals(stage.deadPath()) && before.live().isPresent();
        assertEquals(!mustFail, ran.isDone(), ran.toString());
        if (ran.isDone()) {
            attached.add(volume);
        }
        assertShows(Preview.after(ran.isDone() ? made : KeptByGuest.afterFailing(made), before));
        return true;
    }

    private Volume volume(Random random, Connection.Network path) {
        Map<String, String> metadata = switch (random.nextInt(6)) {
            case 0 -> Map.of(Volume.SCSI_MODEL, "lsi");
            case 1 -> Map.of(Volume.SCSI_MODEL, "lsisas1068");
            case 2 -> Map.of(Volume.SCSI_MODEL, "vmpvscsi");
            default -> Map.of(Volume.SCSI_MODEL, "virtio-scsi");
        };
        Volume volume = Samples.multiattach(Samples.volume(nextVolume++, metadata, Map.of()));
        Lun lun = volume.lun().orElseThrow();
        return volume.withLun(
                new Lun(new LunAddress(List.of(path.portal()), path.target(), path.lun()), lun.identity(), false));
    }

    private Outcome<Plan> plan(Random random, Volume volume, DomainTrees domain) {
        Optional<DeviceType> type = random.nextInt(3) == 0 ? Optional.of(DeviceType.LUN) : Optional.empty();
        Optional<String> name =
                random.nextInt(5) == 0 ? Optional.of("/dev/sd" + (char) ('a' + random.nextInt(8))) : Optional.empty();
        return new DiskDecision(
                        "entry",
                        "Volume " + volume.id(),
                        Optional.of(DiskBus.SCSI),
                        type,
                        Optional.empty(),
                        PropertySource.ofVolume(volume, Map.of()),
                        HostOffer.of(
                                hypervisor.name(), hypervisor.capabilities().get()))
                .decide()
                .then(choice -> AttachPlanner.plan(new AttachWish(server, volume, choice, TUNING, name), domain.view()))
                .map(AttachPlanner.Attach::plan);
    }

    private boolean detach(Random random) {
        Volume volume = attached.remove(random.nextInt(attached.size()));
        DomainTrees before = DomainTrees.of(found());
        Plan plan = DetachPlanner.plan(server, volume, before.view());
        events.add("detach " + volume.name());
        run(plan).get();
        assertShows(Preview.after(plan, before));
        return true;
    }

    private boolean tidy() {
        DomainTrees before = DomainTrees.of(found());
        Plan plan = DetachPlanner.planTidy(server, before.view());
        events.add("tidy " + plan.describe().replace('\n', ','));
        Ran ran = run(plan).get();
        assertShows(Preview.after(ran.leftBehind() ? KeptByGuest.of(plan) : plan, before));
        return !plan.steps().isEmpty();
    }

    private boolean power() {
        boolean stops = found().liveXml().isPresent();
        events.add(stops ? "stop" : "start");
        if (stops) {
            hypervisor.powerOff(server.id()).get();
            return true;
        }
        Element definition = AsPlanned.definition(found().persistentXml());
        // What was put into the definition meanwhile may be what no QEMU starts with.
        if (hypervisor.startPaused(server.id()) instanceof Outcome.Failed<?>(var why)) {
            assertEquals(HostFailure.Refused.class, why.getClass(), why.toString());
            return false;
        }
        assertEquals(Xml.pretty(definition), Xml.pretty(AsPlanned.definition(found().persistentXml())));
        DomainTrees now = DomainTrees.of(found());
        assertEquals(
                AsPlanned.storage(now.persistent().orElseThrow()),
                AsPlanned.storage(now.live().orElseThrow()));
        return true;
    }

    /** Somebody plugs a device in past the planner; libvirt may refuse it. */
    private boolean interfere(Random random) {
        DomainSnapshot now = found();
        Set<Scope> scopes = switch (now.liveXml().isPresent() ? random.nextInt(3) : 0) {
            case 0 -> Set.of(Scope.PERSISTENT);
            case 1 -> Set.of(Scope.LIVE);
            default -> Scope.BOTH;
        };
        String xml = scopes.contains(Scope.LIVE) ? now.liveXml().orElseThrow() : now.persistentXml();
        Optional<Element> device = new ForeignDevices(random).device(Xml.parse(xml));
        return device.isPresent() && attachForeign(device.get(), scopes);
    }

    private boolean attachForeign(Element device, Set<Scope> scopes) {
        boolean done =
                hypervisor.attachDevice(server.id(), Xml.print(device), scopes).isDone();
        events.add((done ? "foreign " : "refused ") + Xml.print(device) + scopes);
        return done;
    }

    private void assertShows(DomainTrees planned) {
        DomainTrees shown = DomainTrees.of(found());
        assertEquals(
                AsPlanned.of(planned.persistent().orElseThrow()),
                AsPlanned.of(shown.persistent().orElseThrow()));
        assertEquals(planned.live().map(AsPlanned::of), shown.live().map(AsPlanned::of));
    }
}
