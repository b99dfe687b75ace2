package io.lunette.usecase.flavor;

import io.lunette.model.Flavor;
import io.lunette.port.Flavors;
import java.util.List;
import java.util.Map;

/** The flavors of a new installation: those that OpenStack once came with, and a tiny one for tests. */
public record DefaultFlavors(Flavors flavors) {
    private static final List<Flavor> ALL = List.of(
            flavor("0", "lunette.tiny", 1, 256, 0),
            flavor("1", "m1.tiny", 1, 512, 1),
            flavor("2", "m1.small", 1, 2048, 20),
            flavor("3", "m1.medium", 2, 4096, 40),
            flavor("4", "m1.large", 4, 8192, 80),
            flavor("5", "m1.xlarge", 8, 16384, 160));

    /** Makes them where there is no flavor at all: an administrator who removed one does not get it back. */
    public void bootstrap() {
        if (flavors.list().isEmpty()) {
            ALL.forEach(flavors::insert);
        }
    }

    private static Flavor flavor(String id, String name, int vcpus, int ramMiB, int diskGiB) {
        return new Flavor(id, name, vcpus, ramMiB, diskGiB, 0, 0, true, "", Map.of());
    }
}
