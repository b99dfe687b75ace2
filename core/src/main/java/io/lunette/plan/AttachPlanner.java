package io.lunette.plan;

import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.KernelPassage;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Lun;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.plan.Place.NewController;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans how a volume goes onto a server that exists. Pure. */
public final class AttachPlanner {

    private AttachPlanner() {}

    /** The plan, and the disk it ends with. */
    public record Attach(Plan plan, DiskSpec disk) {}

    public static Outcome<Attach> plan(AttachWish wish, DomainView domain) {
        Server server = wish.server();
        if (domain.live().filter(live -> !live.acpi()).isPresent()) {
            return Outcome.failed(new PlanFailure.NoHotplug(
                    server.id().toString(), "its domain has no ACPI, without which QEMU refuses hot-plug"));
        }
        if (domain.hasAlias(DiskSpec.aliasOf(wish.volume().id()))) {
            return Outcome.failed(new PlanFailure.AlreadyThere(
                    wish.volume().id().toString(), server.id().toString()));
        }
        return target(wish, domain)
                .then(target -> place(wish, domain).map(place -> attach(wish, domain, target, place)));
    }

    private static Outcome<String> target(AttachWish wish, DomainView domain) {
        DiskBus bus = wish.choice().bus();
        Set<String> taken = domain.targets();
        if (wish.deviceName().isEmpty()) {
            return Outcome.done(DeviceNames.lowestFree(bus, taken::contains));
        }
        String wanted = wish.deviceName().get();
        String bare = DeviceNames.bare(wanted);
        if (!DeviceNames.isName(bus, bare)) {
            return Outcome.failed(new PlanFailure.BadMapping(
                    "device name " + wanted,
                    "a disk on this bus is called " + DeviceNames.prefix(bus) + "a, " + DeviceNames.prefix(bus)
                            + "b and so on",
                    "Leave the device out and one is chosen"));
        }
        return taken.contains(bare)
                ? Outcome.failed(new PlanFailure.DeviceNameTaken(
                        wanted, wish.server().id().toString()))
                : Outcome.done(bare);
    }

    private static Outcome<Optional<Place>> place(AttachWish wish, DomainView domain) {
        if (wish.choice().model().isEmpty()) {
            return Outcome.done(Optional.empty());
        }
        Placement placement =
                new Placement(wish.server().id(), domain, wish.choice().model().get(), wish.tuning());
        return wish.address().map(placement::at).orElseGet(placement::find).map(Optional::of);
    }

    private static Attach attach(AttachWish wish, DomainView domain, String target, Optional<Place> place) {
        Server server = wish.server();
        Volume volume = wish.volume();
        Lun lun = volume.lun().orElseThrow();
        DiskSpec disk = new DiskSpec(
                new DiskSource.OfVolume(volume.id()),
                DiskSpec.aliasOf(volume.id()),
                wish.choice().mode(),
                wish.choice().bus(),
                target,
                place.map(Place::address),
                Optional.empty(),
                server.initiator(),
                volume.multiattach(),
                KernelPassage.of(volume));
        List<Step> steps = new ArrayList<>();
        steps.add(new Step.Expose(volume.id(), lun, server.initiator()));
        steps.add(new Step.VerifyIdentity(volume.id(), lun, server.initiator()));
        for (NewController controller : place.map(Place::controllers).orElse(List.of())) {
            steps.addAll(controller.ioThread(domain));
            steps.add(new Step.AttachController(controller.spec(), controller.scopes()));
            steps.add(new Step.ConfirmController(controller.spec(), controller.scopes()));
        }
        steps.add(new Step.AttachDisk(disk, domain.scopes()));
        steps.add(new Step.ConfirmDisk(disk, domain.scopes()));
        return new Attach(new Plan(server.id(), steps), disk);
    }
}
