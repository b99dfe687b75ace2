package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.Flavor;
import io.lunette.model.ImageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes one consistent list of the entries of a boot request's block device mapping, or says what contradicts what. */
public final class BlockDevices {

    private BlockDevices() {}

    /**
     * The entries, each volume once, those to boot from first and in their order, the others as they came. The server's
     * image, where there is one and no entry boots from anything else, is the first entry: image to local. What the flavor
     * has of ephemeral disk and swap comes last, unless the request asks for such disks itself.
     */
    public static Outcome<List<BlockDeviceMapping>> normalize(
            Optional<ImageId> image, Flavor flavor, List<BlockDeviceMapping> entries) {
        return each(new BlockDeviceRules(image), entries)
                .then(BlockDevices::merged)
                .then(BlockDevices::distinctTags)
                .map(merged -> withRoot(image, merged))
                .then(BlockDevices::ordered)
                .then(ordered -> new LocalBlanks(flavor).complete(ordered));
    }

    private static Outcome<List<BlockDeviceMapping>> each(BlockDeviceRules rules, List<BlockDeviceMapping> entries) {
        for (BlockDeviceMapping entry : entries) {
            if (rules.check(entry) instanceof Outcome.Failed<BlockDeviceMapping> refused) {
                return refused.as();
            }
        }
        return Outcome.done(entries);
    }

    private static Outcome<List<BlockDeviceMapping>> merged(List<BlockDeviceMapping> entries) {
        List<BlockDeviceMapping> merged = new ArrayList<>();
        for (BlockDeviceMapping entry : entries) {
            Optional<BlockDeviceMapping> twin =
                    merged.stream().filter(other -> isSameVolume(other, entry)).findFirst();
            if (twin.isEmpty()) {
                merged.add(entry);
                continue;
            }
            Optional<String> contradiction = contradiction(twin.get(), entry);
            if (contradiction.isPresent()) {
                return BlockDeviceRules.refused(
                        entry,
                        contradiction.get(),
                        "volume " + entry.uuid().orElseThrow() + " is named twice, and "
                                + twin.get().entry() + " says something else",
                        "Name each volume once");
            }
            merged.set(merged.indexOf(twin.get()), both(twin.get(), entry));
        }
        return Outcome.done(merged);
    }

    private static boolean isSameVolume(BlockDeviceMapping one, BlockDeviceMapping other) {
        Optional<UUID> volume = one.uuid();
        return one.source() == Source.VOLUME && other.source() == Source.VOLUME && volume.equals(other.uuid());
    }

    /** The field in which two entries of one volume say different things. Stock clients send a root volume twice. */
    private static Optional<String> contradiction(BlockDeviceMapping a, BlockDeviceMapping b) {
        record Pair(String field, Optional<?> one, Optional<?> other) {}
        return Stream.of(
                        new Pair("disk_bus", a.bus(), b.bus()),
                        new Pair("device_type", a.deviceType(), b.deviceType()),
                        new Pair("boot_index", a.bootIndex(), b.bootIndex()),
                        new Pair("device_name", a.deviceName(), b.deviceName()),
                        new Pair("guest_format", a.guestFormat(), b.guestFormat()),
                        new Pair("volume_size", a.volumeSize(), b.volumeSize()),
                        new Pair("tag", a.tag(), b.tag()))
                .filter(pair -> pair.one().isPresent()
                        && pair.other().isPresent()
                        && !pair.one().equals(pair.other()))
                .map(Pair::field)
                .findFirst();
    }

    private static BlockDeviceMapping both(BlockDeviceMapping a, BlockDeviceMapping b) {
        return new BlockDeviceMapping(
                a.entry(),
                a.source(),
                a.destination(),
                a.uuid(),
                a.bus().or(b::bus),
                a.deviceType().or(b::deviceType),
                a.bootIndex().or(b::bootIndex),
                a.volumeSize().or(b::volumeSize),
                Optional.empty(),
                a.deviceName().or(b::deviceName),
                a.guestFormat().or(b::guestFormat),
                a.tag().or(b::tag),
                a.deleteOnTermination() || b.deleteOnTermination());
    }

    /** A tag is there to tell one device of a server from the others. */
    private static Outcome<List<BlockDeviceMapping>> distinctTags(List<BlockDeviceMapping> entries) {
        Set<String> tags = new HashSet<>();
        for (BlockDeviceMapping entry : entries) {
            if (entry.tag().filter(tag -> !tags.add(tag)).isPresent()) {
                return BlockDeviceRules.refused(
                        entry, "tag", "another disk of the server has this tag", "Give each disk a tag of its own");
            }
        }
        return Outcome.done(entries);
    }

    private static List<BlockDeviceMapping> withRoot(Optional<ImageId> image, List<BlockDeviceMapping> entries) {
        boolean hasRoot = entries.stream().anyMatch(entry -> entry.bootIndex().equals(Optional.of(0)));
        return image.isEmpty() || hasRoot
                ? entries
                : Stream.concat(Stream.of(rootOf(image.get())), entries.stream())
                        .toList();
    }

    private static BlockDeviceMapping rootOf(ImageId image) {
        return new BlockDeviceMapping(
                "imageRef",
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
}
