package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.plan.BootWish.WishedDisk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds a name for each disk of a new server: those asked for first, so that no other takes them. */
record BootNames(BootWish wish, Set<String> taken) {
    /** What a bus of old has room for; on the others a controller more is made. */
    private static final int MOST_IDE = 4;

    private static final int MOST_FLOPPIES = 2;

    static Outcome<List<String>> of(BootWish wish) {
        BootNames names = new BootNames(wish, new HashSet<>());
        for (WishedDisk disk : wish.disks()) {
            if (names.take(disk) instanceof Outcome.Failed<Boolean> refused) {
                return refused.as();
            }
        }
        return names.roomFor(DiskBus.IDE, MOST_IDE)
                .then(fine -> names.roomFor(DiskBus.FDC, MOST_FLOPPIES))
                .map(fine -> names.all());
    }

    private Outcome<Boolean> take(WishedDisk disk) {
        if (!isNamed(disk)) {
            return Outcome.done(false);
        }
        String wanted = disk.deviceName().orElseThrow();
        DiskBus bus = disk.choice().bus();
        String bare = DeviceNames.bare(wanted);
        if (!DeviceNames.isName(bus, bare)) {
            return Outcome.failed(new PlanFailure.BadMapping(
                    "device_name " + wanted,
                    "a disk on this bus is called " + DeviceNames.nth(bus, 0) + ", " + DeviceNames.nth(bus, 1)
                            + " and so on",
                    "Leave device_name out and one is chosen"));
        }
        return taken.add(bare)
                ? Outcome.done(true)
                : Outcome.failed(new PlanFailure.DeviceNameTaken(
                        wanted, wish.server().id().toString()));
    }

    /** Nova's clients name a root disk vda out of habit, whatever its bus: there the bus decides. */
    private static boolean isNamed(WishedDisk disk) {
        return disk.deviceName()
                .map(DeviceNames::bare)
                .filter(bare -> bare.startsWith(DeviceNames.prefix(disk.choice().bus())))
                .isPresent();
    }

    private Outcome<Boolean> roomFor(DiskBus bus, int most) {
        long wanted =
                wish.disks().stream().filter(disk -> disk.choice().bus() == bus).count();
        return wanted <= most
                ? Outcome.done(true)
                : Outcome.failed(new PlanFailure.BadMapping(
                        "disk_bus " + BusDecision.word(bus),
                        "that bus has room for " + most + " disks, and " + wanted + " are asked for",
                        "Use disk_bus scsi for some"));
    }

    private List<String> all() {
        List<String> names = new ArrayList<>();
        for (WishedDisk disk : wish.disks()) {
            String name = isNamed(disk)
                    ? DeviceNames.bare(disk.deviceName().orElseThrow())
                    : DeviceNames.lowestFree(disk.choice().bus(), taken::contains);
            taken.add(name);
            names.add(name);
        }
        return names;
    }
}
