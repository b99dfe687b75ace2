package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.ImageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes one consistent list of the entries of a boot request's block device mapping, or says what contradicts what. */
public final class BlockDevices {

    private BlockDevices() {}

    /**
     * The entries, each volume once, those to boot from first and in their order. The server's image, where there is one
     * and no entry boots from anything else, is the first entry: image to local.
     */
    public static Outcome<List<BlockDeviceMapping>> normalize(
            Optional<ImageId> image, List<BlockDeviceMapping> entries) {
        return each(entries)
                .then(BlockDevices::merged)
                .then(merged -> withRoot(image, merged))
                .then(BlockDevices::ordered);
    }

    private static Outcome<List<BlockDeviceMapping>> each(List<BlockDeviceMapping> entries) {
        for (BlockDeviceMapping entry : entries) {
            if (entry.source() != Source.BLANK && entry.uuid().isEmpty()) {
                return bad("an entry", "source " + entry.source() + " needs a uuid", "Give the uuid");
            }
            if (entry.source() == Source.VOLUME && entry.destination() == Destination.LOCAL) {
                return bad(
                        "volume " + entry.uuid().orElseThrow(),
                        "a volume cannot become a local disk",
                        "Use destination_type=volume");
            }
            if (entry.volumeType().isPresent()
                    && (entry.destination() == Destination.LOCAL || entry.source() == Source.VOLUME)) {
                return bad(
                        "volume_type",
                        "it says of which type a volume is to be made, and this entry makes none",
                        "Leave volume_type out");
            }
        }
        return Outcome.done(entries);
    }

    private static Outcome<List<BlockDeviceMapping>> merged(List<BlockDeviceMapping> entries) {
        Map<UUID, BlockDeviceMapping> volumes = new LinkedHashMap<>();
        List<BlockDeviceMapping> others = new ArrayList<>();
        for (BlockDeviceMapping entry : entries) {
            if (entry.source() != Source.VOLUME) {
                others.add(entry);
                continue;
            }
            UUID volume = entry.uuid().orElseThrow();
            BlockDeviceMapping known = volumes.get(volume);
            if (known == null) {
                volumes.put(volume, entry);
            } else {
                Optional<BlockDeviceMapping> both = merge(known, entry);
                if (both.isEmpty()) {
                    return bad(
                            "volume " + volume,
                            "it is named twice, and the two entries contradict each other",
                            "Name each volume once");
                }
                volumes.put(volume, both.get());
            }
        }
        return Outcome.done(
                Stream.concat(volumes.values().stream(), others.stream()).toList());
    }

    /** Both entries as one; empty when they say different things. Stock clients send a root volume twice. */
    private static Optional<BlockDeviceMapping> merge(BlockDeviceMapping a, BlockDeviceMapping b) {
        boolean agree = agree(a.bus(), b.bus())
                && agree(a.deviceType(), b.deviceType())
                && agree(a.bootIndex(), b.bootIndex())
                && agree(a.deviceName(), b.deviceName())
                && agree(a.guestFormat(), b.guestFormat())
                && agree(a.volumeSizeGiB(), b.volumeSizeGiB())
                && agree(a.tag(), b.tag());
        return agree
                ? Optional.of(new BlockDeviceMapping(
                        a.source(),
                        a.destination(),
                        a.uuid(),
                        a.bus().or(b::bus),
                        a.deviceType().or(b::deviceType),
                        a.bootIndex().or(b::bootIndex),
                        a.volumeSizeGiB().or(b::volumeSizeGiB),
                        Optional.empty(),
                        a.deviceName().or(b::deviceName),
                        a.guestFormat().or(b::guestFormat),
                        a.tag().or(b::tag),
                        a.deleteOnTermination() || b.deleteOnTermination()))
                : Optional.empty();
    }

    private static boolean agree(Optional<?> a, Optional<?> b) {
        return a.isEmpty() || b.isEmpty() || a.equals(b);
    }

    private static Outcome<List<BlockDeviceMapping>> withRoot(
            Optional<ImageId> image, List<BlockDeviceMapping> entries) {
        if (image.isEmpty()) {
            return Outcome.done(entries);
        }
        for (BlockDeviceMapping entry : entries) {
            boolean localImage = entry.source() == Source.IMAGE && entry.destination() == Destination.LOCAL;
            if (localImage && !entry.uuid().equals(Optional.of(image.get().value()))) {
                return bad(
                        "image " + entry.uuid().orElseThrow(),
                        "only the server's own image can become a local disk",
                        "Use destination_type=volume for another image");
            }
        }
        boolean hasRoot = entries.stream().anyMatch(entry -> entry.bootIndex().equals(Optional.of(0)));
        return Outcome.done(
                hasRoot
                        ? entries
                        : Stream.concat(Stream.of(rootOf(image.get())), entries.stream())
                                .toList());
    }

    private static BlockDeviceMapping rootOf(ImageId image) {
        return new BlockDeviceMapping(
                Source.IMAGE,
                Destination.LOCAL,
                Optional.of(image.value()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static Outcome<List<BlockDeviceMapping>> ordered(List<BlockDeviceMapping> entries) {
        List<Integer> indexes = entries.stream()
                .flatMap(entry -> entry.bootIndex().stream())
                .sorted()
                .toList();
        if (indexes.isEmpty()) {
            return Outcome.failed(new PlanFailure.BootIndexes("no disk has boot_index 0"));
        }
        for (int i = 0; i < indexes.size(); i++) {
            if (indexes.get(i) != i) {
                return Outcome.failed(
                        new PlanFailure.BootIndexes("the boot indexes are " + indexes + ", with a gap or one twice"));
            }
        }
        Comparator<BlockDeviceMapping> byBootIndex =
                Comparator.comparingInt(entry -> entry.bootIndex().orElse(Integer.MAX_VALUE));
        return Outcome.done(entries.stream().sorted(byBootIndex).toList());
    }

    private static <T> Outcome<T> bad(String entry, String problem, String advice) {
        return Outcome.failed(new PlanFailure.BadMapping(entry, problem, advice));
    }
}
