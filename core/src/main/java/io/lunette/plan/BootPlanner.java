package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.DomainSpec;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.Lun;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Volume;
import io.lunette.plan.BootWish.ImageDisk;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.Place.NewController;
import io.lunette.port.Hypervisor.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans a new server: which controllers, which disk where, and in which order it comes to be. Pure. */
public final class BootPlanner {

    private BootPlanner() {}

    /** The plan, and the disks in the order they were wished for. */
    public record Boot(Plan plan, List<DiskSpec> disks) {}

    public static Outcome<Boot> plan(BootWish wish) {
        return names(wish).then(names -> {
            Draft draft = new Draft(wish);
            for (int i = 0; i < wish.disks().size(); i++) {
                if (draft.add(wish.disks().get(i), names.get(i)) instanceof Outcome.Failed<Draft> refused) {
                    return refused.as();
                }
            }
            return Outcome.done(draft.finish());
        });
    }

    /** A name for each disk: those asked for first, so that no other takes them. */
    private static Outcome<List<String>> names(BootWish wish) {
        Set<String> taken = new HashSet<>();
        for (WishedDisk disk : wish.disks()) {
            if (disk.deviceName().isPresent()) {
                String bare = DeviceNames.bare(disk.deviceName().get());
                String prefix = DeviceNames.prefix(disk.choice().bus());
                // Nova's clients name a root disk vda out of habit, whatever its bus: there the bus decides.
                if (bare.startsWith(prefix) && !taken.add(bare)) {
                    return Outcome.failed(new PlanFailure.DeviceNameTaken(
                            disk.deviceName().get(), wish.server().id().toString()));
                }
            }
        }
        List<String> names = new ArrayList<>();
        for (WishedDisk disk : wish.disks()) {
            DiskBus bus = disk.choice().bus();
            String name = disk.deviceName()
                    .map(DeviceNames::bare)
                    .filter(bare -> bare.startsWith(DeviceNames.prefix(bus)))
                    .orElseGet(() -> DeviceNames.lowestFree(bus, taken::contains));
            taken.add(name);
            names.add(name);
        }
        return Outcome.done(names);
    }

    /** A domain in the making. */
    private static final class Draft {
        private final BootWish wish;
        private final List<ControllerSpec> controllers = new ArrayList<>();
        private final List<DiskSpec> disks = new ArrayList<>();
        private final List<Step> before = new ArrayList<>();

        Draft(BootWish wish) {
            this.wish = wish;
        }

        Outcome<Draft> add(WishedDisk disk, String name) {
            return place(disk.choice()).map(place -> {
                place.map(Place::controllers).orElse(List.of()).stream()
                        .map(NewController::spec)
                        .forEach(controllers::add);
                disks.add(spec(disk, name, place.map(Place::address)));
                before.addAll(preparation(disk));
                return this;
            });
        }

        private Outcome<Optional<Place>> place(DiskChoice choice) {
            if (choice.model().isEmpty()) {
                return Outcome.done(Optional.empty());
            }
            DomainView soFar = new DomainView(devices(), Optional.empty());
            return new Placement(wish.server().id(), soFar, choice.model().get(), wish.tuning())
                    .find()
                    .map(Optional::of);
        }

        private DomainDevices devices() {
            Set<ScsiAddress> addresses = new HashSet<>();
            disks.forEach(disk -> disk.address().ifPresent(addresses::add));
            return new DomainDevices(
                    Set.of(),
                    true,
                    controllers.stream()
                            .map(c -> new ScsiController(
                                    c.index(), c.model().libvirtName(), Optional.of(c.alias()), c.driver()))
                            .toList(),
                    List.<Disk>of(),
                    addresses,
                    PciRoom.NONE);
        }

        private DiskSpec spec(WishedDisk disk, String name, Optional<ScsiAddress> address) {
            DiskSource source = switch (disk) {
                case VolumeDisk volume ->
                    new DiskSource.OfVolume(volume.volume().id());
                case ImageDisk image -> image.disk();
            };
            String alias = switch (disk) {
                case VolumeDisk volume -> DiskSpec.aliasOf(volume.volume().id());
                case ImageDisk image -> DiskSpec.ROOT_ALIAS;
            };
            boolean shareable =
                    disk instanceof VolumeDisk volume && volume.volume().multiattach();
            return new DiskSpec(
                    source,
                    alias,
                    disk.choice().mode(),
                    disk.choice().bus(),
                    name,
                    address,
                    disk.bootIndex().map(index -> index + 1),
                    wish.server().initiator(),
                    shareable);
        }

        private List<Step> preparation(WishedDisk disk) {
            return switch (disk) {
                case VolumeDisk volume -> exposed(volume.volume());
                case ImageDisk image ->
                    List.of(new Step.ImportImage(
                            image.disk(), image.image(), image.diskFormat(), image.capacityBytes()));
            };
        }

        private List<Step> exposed(Volume volume) {
            Lun lun = volume.lun().orElseThrow();
            return List.of(
                    new Step.Expose(volume.id(), lun, wish.server().initiator()),
                    new Step.VerifyIdentity(volume.id(), lun, wish.server().initiator()));
        }

        Boot finish() {
            List<Step> steps = new ArrayList<>(before);
            steps.add(new Step.DefineDomain(
                    new DomainSpec(wish.server(), wish.host(), controllers, disks, wish.sparePciPorts())));
            steps.add(new Step.StartDomain());
            disks.stream()
                    .filter(disk -> disk.mode() == DeviceMode.LUN)
                    .forEach(disk -> steps.add(new Step.ConfirmDisk(disk, Scope.BOTH)));
            return new Boot(new Plan(wish.server().id(), steps), List.copyOf(disks));
        }
    }
}
