package io.lunette.plan;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.DomainSpec.DiskTag;
import io.lunette.model.DeviceMode;
import io.lunette.model.Iqn;
import io.lunette.model.Volume;
import io.lunette.plan.BootWish.BlankDisk;
import io.lunette.plan.BootWish.ImageDisk;
import io.lunette.plan.BootWish.VolumeDisk;
import io.lunette.plan.BootWish.WishedDisk;
import io.lunette.port.Hypervisor.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * A new server whose disks all have their places.
 *
 * @param disks in the order they were wished for
 */
record PlacedServer(BootWish wish, List<ControllerSpec> controllers, List<DiskSpec> disks) {
    public PlacedServer {
        controllers = List.copyOf(controllers);
        disks = List.copyOf(disks);
    }

    /** How it comes to be. */
    Plan plan() {
        List<Step> steps = new ArrayList<>();
        wish.disks().forEach(disk -> steps.addAll(preparation(disk)));
        steps.add(new Step.DefineDomain(
                new DomainSpec(wish.server(), wish.host(), controllers, disks, tags(), wish.sparePciPorts())));
        steps.add(new Step.StartDomain());
        disks.stream()
                .filter(disk -> disk.mode() == DeviceMode.LUN)
                .forEach(disk -> steps.add(new Step.ConfirmDisk(disk, Scope.BOTH)));
        return new Plan(wish.server().id(), steps);
    }

    private List<DiskTag> tags() {
        List<DiskTag> tags = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            String alias = disks.get(i).alias();
            wish.disks().get(i).tag().ifPresent(tag -> tags.add(new DiskTag(alias, tag)));
        }
        return tags;
    }

    private List<Step> preparation(WishedDisk disk) {
        return switch (disk) {
            case VolumeDisk volume -> volume(volume.volume());
            case ImageDisk image ->
                List.of(new Step.ImportImage(image.disk(), image.image(), image.diskFormat(), image.capacityBytes()));
            case BlankDisk blank ->
                List.of(new Step.MakeBlankDisk(blank.disk(), blank.format(), blank.label(), blank.capacityBytes()));
        };
    }

    private List<Step> volume(Volume volume) {
        Iqn initiator = wish.server().initiator();
        return volume.lun()
                .<List<Step>>map(lun -> List.of(
                        new Step.Expose(volume.id(), lun, initiator),
                        new Step.VerifyIdentity(volume.id(), lun, initiator)))
                .orElseGet(() ->
                        List.of(new Step.MakeVolume(volume.id(), volume.sizeGiB(), volume.sourceImage(), initiator)));
    }
}
