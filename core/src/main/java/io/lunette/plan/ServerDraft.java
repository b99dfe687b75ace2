package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.KernelPassage;
import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.ScsiAddress;
import io.lunette.plan.BootWish.BlankDisk;
import io.lunette.plan.BootWish.ImageDisk;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.plan.Place.NewController;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A domain in the making: each disk finds its place beside those before it. */
final class ServerDraft {
    private static final int SATA_UNITS = 6;
    private static final int IDE_UNITS = 2;

    private final BootWish wish;
    private final List<ControllerSpec> controllers = new ArrayList<>();
    private final List<DiskSpec> disks = new ArrayList<>();

    ServerDraft(BootWish wish) {
        this.wish = wish;
    }

    Outcome<ServerDraft> add(WishedDisk disk, String name) {
        return place(disk.choice()).map(place -> {
            place.map(Place::controllers).orElse(List.of()).stream()
                    .map(NewController::spec)
                    .forEach(controllers::add);
            disks.add(spec(
                    disk,
                    name,
                    place.map(Place::address).or(() -> unitOnBoard(disk.choice().bus()))));
            return this;
        });
    }

    /**
     * The next unit of a bus that libvirt numbers by the disk's name, if it is not told: a CD-ROM that is called sdz would
     * get it four more SATA controllers.
     */
    private Optional<ScsiAddress> unitOnBoard(DiskBus bus) {
        int number =
                Math.toIntExact(disks.stream().filter(disk -> disk.bus() == bus).count());
        return switch (bus) {
            case SATA -> Optional.of(new ScsiAddress(number / SATA_UNITS, 0, 0, number % SATA_UNITS));
            case IDE -> Optional.of(new ScsiAddress(0, number / IDE_UNITS, 0, number % IDE_UNITS));
            case FDC -> Optional.of(new ScsiAddress(0, 0, 0, number));
            case SCSI, VIRTIO, USB -> Optional.empty();
        };
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
        disks.stream()
                .filter(disk -> disk.bus() == DiskBus.SCSI)
                .forEach(disk -> disk.address().ifPresent(addresses::add));
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
        return new DiskSpec(
                source(disk),
                alias(disk),
                disk.choice().mode(),
                disk.choice().bus(),
                name,
                address,
                disk.bootIndex().map(index -> index + 1),
                wish.server().initiator(),
                disk instanceof VolumeDisk volume && volume.volume().multiattach(),
                disk instanceof VolumeDisk volume ? KernelPassage.of(volume.volume()) : KernelPassage.FILTERED);
    }

    private static DiskSource source(WishedDisk disk) {
        return switch (disk) {
            case VolumeDisk volume -> new DiskSource.OfVolume(volume.volume().id());
            case ImageDisk image -> image.disk();
            case BlankDisk blank -> blank.disk();
        };
    }

    private static String alias(WishedDisk disk) {
        return switch (disk) {
            case VolumeDisk volume -> DiskSpec.aliasOf(volume.volume().id());
            case ImageDisk image -> DiskSpec.ROOT_ALIAS;
            case BlankDisk blank -> blank.alias();
        };
    }

    PlacedServer placed() {
        return new PlacedServer(wish, controllers, disks);
    }
}
