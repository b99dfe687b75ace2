package io.lunette.plan;

import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.Element;
import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiModel;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.Story.Happening;
import io.lunette.plan.Story.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A server that a story happens to: volumes come and go by plan, and others change its domain behind Lunette's back. */
final class RandomServer {
    static final Server SERVER = Samples.server(1);

    private final List<Volume> attached = new ArrayList<>();
    private Seen domain;
    private int nextVolume = 1;

    /** A domain, and what a planner sees of it. */
    record Seen(DomainTrees trees, DomainView view) {
        static Seen of(DomainTrees trees) {
            return new Seen(trees, trees.view());
        }
    }

    /**
     * What happened.
     *
     * @param what for people who read a failing seed
     * @param plan if one was made
     * @param volume that the plan is about
     */
    record Event(Kind kind, String what, Optional<Plan> plan, Seen before, Seen after, Optional<Wished> volume) {}

    /** A volume, and how it was wished for. */
    record Wished(Volume volume, DiskChoice choice) {}

    /** A server that was booted; how is made of the seed. */
    RandomServer(long seed) {
        Random random = new Random(seed);
        String machine = random.nextInt(3) == 0 ? "pc-i440fx-7.2" : "pc-q35-7.2";
        List<WishedDisk> disks = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Volume volume = Samples.volume(nextVolume++, Map.of(), Map.of());
            disks.add(new VolumeDisk(
                    volume, choice(random), Optional.empty(), Optional.empty(), Optional.empty(), false));
            attached.add(volume);
        }
        Plan boot = BootPlanner.plan(
                        new BootWish(SERVER, Samples.traits(machine), disks, Samples.TUNING, random.nextInt(24)))
                .get()
                .plan();
        DomainTrees running = Preview.after(boot, new DomainTrees(Optional.empty(), Optional.empty()));
        domain = Seen.of(random.nextInt(4) == 0 ? new DomainTrees(running.persistent(), Optional.empty()) : running);
    }

    private static DiskChoice choice(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> DiskChoice.scsi(DeviceMode.DISK, ScsiModel.LSILOGIC);
            case 1 -> DiskChoice.scsi(DeviceMode.DISK, ScsiModel.LSISAS1068);
            case 2 -> DiskChoice.scsi(DeviceMode.DISK, ScsiModel.VIRTIO_SCSI);
            default -> DiskChoice.scsi(DeviceMode.LUN, ScsiModel.VIRTIO_SCSI);
        };
    }

    DomainTrees domain() {
        return domain.trees();
    }

    Event take(Happening happening) {
        Random random = new Random(happening.chance());
        Event event = switch (happening.kind()) {
            case ATTACH -> attach(random);
            case DETACH -> attached.isEmpty() ? attach(random) : detach(random);
            case TIDY -> tidy(random);
            case POWER -> power();
            case FOREIGN_DEVICE -> interfere(happening.kind(), random, new ForeignDevices(random)::add);
            case FOREIGN_REMOVAL -> interfere(happening.kind(), random, new ForeignDevices(random)::remove);
            case GUEST_RESET -> reset();
        };
        domain = event.after();
        return event;
    }

    private Event attach(Random random) {
        Volume volume = Samples.volume(nextVolume++, metadata(random), Map.of());
        Optional<DiskBus> bus = random.nextInt(3) == 0 ? Optional.of(DiskBus.SCSI) : Optional.empty();
        Optional<DeviceType> type = random.nextInt(3) == 0 ? Optional.of(DeviceType.LUN) : Optional.empty();
        Optional<String> name =
                random.nextInt(5) == 0 ? Optional.of("/dev/sd" + (char) ('a' + random.nextInt(8))) : Optional.empty();
        Outcome<DiskChoice> choice = new DiskDecision(
                        "entry",
                        "Volume " + volume.id(),
                        bus,
                        type,
                        Optional.empty(),
                        PropertySource.ofVolume(volume, Map.of()),
                        Samples.offer("pc-q35-7.2"))
                .decide();
        Optional<Plan> plan = done(choice.then(chosen -> plan(volume, chosen, name)));
        plan.ifPresent(made -> attached.add(volume));
        return event(
                Kind.ATTACH,
                "attach volume" + (nextVolume - 1) + volume.metadata().values() + said("bus", bus) + said("type", type)
                        + said("as", name),
                plan,
                done(choice.map(chosen -> new Wished(volume, chosen))));
    }

    private Outcome<Plan> plan(Volume volume, DiskChoice choice, Optional<String> name) {
        return AttachPlanner.plan(new AttachWish(SERVER, volume, choice, Samples.TUNING, name), domain.view())
                .map(AttachPlanner.Attach::plan);
    }

    private static String said(String key, Optional<?> value) {
        return value.map(said -> " " + key + " " + said).orElse("");
    }

    private static <T> Optional<T> done(Outcome<T> outcome) {
        return outcome instanceof Outcome.Done<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    private static Map<String, String> metadata(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Map.of();
            case 1 -> Map.of(Volume.SCSI_MODEL, "lsi");
            case 2 -> Map.of(Volume.SCSI_MODEL, "lsisas1068");
            case 3 -> Map.of(Volume.SCSI_MODEL, "vmpvscsi");
            default -> Map.of(Volume.SCSI_MODEL, "virtio-scsi");
        };
    }

    private Event detach(Random random) {
        Volume volume = attached.remove(random.nextInt(attached.size()));
        Plan plan = DetachPlanner.plan(SERVER, volume, domain.view());
        return event(Kind.DETACH, "detach " + volume.name(), Optional.of(plan), Optional.empty());
    }

    /** A guest that is not up keeps its controllers, and then only the definition loses them. */
    private Event tidy(Random random) {
        Plan plan = DetachPlanner.planTidy(SERVER, domain.view());
        boolean letsGo = random.nextBoolean();
        return event(
                Kind.TIDY,
                letsGo ? "tidy" : "tidy, the guest holds on",
                Optional.of(plan),
                Optional.empty(),
                letsGo ? plan : KeptByGuest.of(plan));
    }

    private Event power() {
        Optional<Element> persistent = domain.trees().persistent();
        boolean stops = domain.trees().live().isPresent();
        return event(
                Kind.POWER,
                stops ? "stop" : "start",
                new DomainTrees(persistent, stops ? Optional.empty() : persistent));
    }

    private interface Change {
        Element of(Element domain);
    }

    /** In the definition, in what runs, or in both. */
    private Event interfere(Kind kind, Random random, Change change) {
        DomainTrees before = domain.trees();
        int where = before.live().isPresent() ? random.nextInt(3) : 0;
        return event(
                kind,
                kind + (where == 0 ? " in the definition" : where == 1 ? " in what runs" : " in both"),
                new DomainTrees(
                        where == 1 ? before.persistent() : before.persistent().map(change::of),
                        where == 0 ? before.live() : before.live().map(change::of)));
    }

    /** Controllers that were asked to leave are gone, and what was on them. */
    private Event reset() {
        DomainView view = domain.view();
        Optional<Element> live = domain.trees().live();
        for (ScsiController controller :
                view.live().map(devices -> devices.scsi()).orElse(List.of())) {
            if (view.isLeaving(controller.index())) {
                live = live.map(running -> ForeignDevices.without(running, controller.index()));
            }
        }
        return event(Kind.GUEST_RESET, "reset", new DomainTrees(domain.trees().persistent(), live));
    }

    private Event event(Kind kind, String what, Optional<Plan> plan, Optional<Wished> volume) {
        return event(kind, what, plan, volume, plan.orElse(new Plan(SERVER.id(), List.of())));
    }

    private Event event(Kind kind, String what, Optional<Plan> plan, Optional<Wished> volume, Plan done) {
        return new Event(kind, what, plan, domain, Seen.of(Preview.after(done, domain.trees())), volume);
    }

    private Event event(Kind kind, String what, DomainTrees after) {
        return new Event(kind, what, Optional.empty(), domain, Seen.of(after), Optional.empty());
    }
}
