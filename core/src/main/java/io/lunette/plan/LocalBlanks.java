package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.Flavor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Empty disks on the host: how much of them the flavor allows, and those that it brings by itself where the request has
 * none of the kind (nova, compute/api.py, _validate_bdm and _get_flavor_defined_bdms).
 */
record LocalBlanks(Flavor flavor) {
    /** Disks on the host that one server may have (nova's max_local_block_devices). */
    static final int MOST_LOCAL = 3;

    Outcome<List<BlockDeviceMapping>> complete(List<BlockDeviceMapping> entries) {
        List<BlockDeviceMapping> all = Stream.concat(entries.stream(), ofFlavor(entries))
                .map(this::sized)
                .toList();
        return swap(all).then(this::ephemeral).then(LocalBlanks::notTooMany);
    }

    private Stream<BlockDeviceMapping> ofFlavor(List<BlockDeviceMapping> entries) {
        List<BlockDeviceMapping> more = new ArrayList<>();
        if (flavor.ephemeralGiB() > 0 && entries.stream().noneMatch(BlockDeviceMapping::isEphemeral)) {
            more.add(blank("the flavor's ephemeral disk", flavor.ephemeralGiB(), Optional.empty()));
        }
        if (flavor.swapMiB() > 0 && entries.stream().noneMatch(BlockDeviceMapping::isSwap)) {
            more.add(blank("the flavor's swap", flavor.swapMiB(), Optional.of("swap")));
        }
        return more.stream();
    }

    private static BlockDeviceMapping blank(String entry, long size, Optional<String> format) {
        return new BlockDeviceMapping(
                entry,
                Source.BLANK,
                Destination.LOCAL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(size),
                Optional.empty(),
                Optional.empty(),
                format,
                Optional.empty(),
                true);
    }

    /** Where no size is given it is the flavor's. */
    private BlockDeviceMapping sized(BlockDeviceMapping entry) {
        if (entry.volumeSize().isPresent() || !(entry.isSwap() || entry.isEphemeral())) {
            return entry;
        }
        return entry.withVolumeSize(entry.isSwap() ? flavor.swapMiB() : flavor.ephemeralGiB());
    }

    private Outcome<List<BlockDeviceMapping>> swap(List<BlockDeviceMapping> all) {
        List<BlockDeviceMapping> swaps =
                all.stream().filter(BlockDeviceMapping::isSwap).toList();
        if (swaps.size() > 1) {
            return BlockDeviceRules.refused(
                    swaps.get(1), "guest_format", "more than one swap disk is asked for", "Ask for one");
        }
        return swaps.stream()
                .filter(entry -> !within(entry, flavor.swapMiB()))
                .findFirst()
                .<Outcome<List<BlockDeviceMapping>>>map(
                        entry -> tooLarge(entry, "swap", flavor.swapMiB() + " MiB", "--swap MIB"))
                .orElse(Outcome.done(all));
    }

    private static boolean within(BlockDeviceMapping entry, long most) {
        long size = entry.volumeSize().orElse(0L);
        return size > 0 && size <= most;
    }

    private Outcome<List<BlockDeviceMapping>> ephemeral(List<BlockDeviceMapping> all) {
        long left = flavor.ephemeralGiB();
        for (BlockDeviceMapping entry : all) {
            if (entry.isEphemeral()) {
                if (!within(entry, left)) {
                    return tooLarge(entry, "ephemeral disks", flavor.ephemeralGiB() + " GiB", "--ephemeral GIB");
                }
                left -= entry.volumeSize().orElseThrow();
            }
        }
        return Outcome.done(all);
    }

    private <T> Outcome<T> tooLarge(BlockDeviceMapping entry, String kind, String most, String option) {
        return BlockDeviceRules.refused(
                entry,
                "volume_size",
                "flavor '" + flavor.name() + "' allows " + most + " of " + kind + ", and more is asked for",
                "Ask for less, or use a flavor with more: openstack flavor create " + option
                        + " ...; a volume has no such limit (destination_type=volume)");
    }

    private static Outcome<List<BlockDeviceMapping>> notTooMany(List<BlockDeviceMapping> all) {
        List<BlockDeviceMapping> local = all.stream()
                .filter(entry -> entry.destination() == Destination.LOCAL)
                .toList();
        return local.size() <= MOST_LOCAL
                ? Outcome.done(all)
                : BlockDeviceRules.refused(
                        local.get(MOST_LOCAL),
                        "destination_type",
                        "a server has at most " + MOST_LOCAL + " disks on its host, and these are " + local.size(),
                        "Use destination_type=volume");
    }
}
