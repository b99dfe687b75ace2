package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.BlockDeviceMapping.Destination;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.BlockDeviceMapping.Source;
import io.lunette.model.Flavor;
import io.lunette.model.ImageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the entries of one block device mapping must be to themselves and to each other. */
class BlockDevicesTest {
    private static final UUID VOLUME = new UUID(1, 1);
    private static final UUID OTHER = new UUID(1, 2);
    private static final ImageId IMAGE = new ImageId(new UUID(2, 1));
    private static final Flavor PLAIN = flavor(0, 0);

    private static Flavor flavor(int ephemeralGiB, int swapMiB) {
        return new Flavor("f", "f", 1, 64, 0, ephemeralGiB, swapMiB, true, "", Map.of());
    }

    /** An entry; what is not said is empty. */
    private record Entry(
            Source source,
            Destination destination,
            Optional<UUID> uuid,
            Optional<DiskBus> bus,
            Optional<DeviceType> type,
            Optional<Integer> boot,
            Optional<Long> size,
            Optional<String> volumeType,
            Optional<String> format,
            Optional<String> tag,
            boolean delete) {
        static Entry of(Source source, Destination destination) {
            return new Entry(
                    source,
                    destination,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false);
        }

        static Entry volume(UUID id) {
            return of(Source.VOLUME, Destination.VOLUME).uuid(id);
        }

        static Entry swap(long mib) {
            return of(Source.BLANK, Destination.LOCAL).size(mib).format("swap");
        }

        static Entry ephemeral(long gib) {
            return of(Source.BLANK, Destination.LOCAL).size(gib);
        }

        Entry uuid(UUID id) {
            return new Entry(
                    source, destination, Optional.of(id), bus, type, boot, size, volumeType, format, tag, delete);
        }

        Entry on(DiskBus chosen) {
            return new Entry(
                    source, destination, uuid, Optional.of(chosen), type, boot, size, volumeType, format, tag, delete);
        }

        Entry as(DeviceType chosen) {
            return new Entry(
                    source, destination, uuid, bus, Optional.of(chosen), boot, size, volumeType, format, tag, delete);
        }

        Entry boot(int index) {
            return new Entry(
                    source, destination, uuid, bus, type, Optional.of(index), size, volumeType, format, tag, delete);
        }

        Entry size(long units) {
            return new Entry(
                    source, destination, uuid, bus, type, boot, Optional.of(units), volumeType, format, tag, delete);
        }

        Entry ofType(String name) {
            return new Entry(source, destination, uuid, bus, type, boot, size, Optional.of(name), format, tag, delete);
        }

        Entry format(String name) {
            return new Entry(
                    source, destination, uuid, bus, type, boot, size, volumeType, Optional.of(name), tag, delete);
        }

        Entry tag(String name) {
            return new Entry(
                    source, destination, uuid, bus, type, boot, size, volumeType, format, Optional.of(name), delete);
        }

        Entry deleted() {
            return new Entry(source, destination, uuid, bus, type, boot, size, volumeType, format, tag, true);
        }

        BlockDeviceMapping at(int number) {
            return new BlockDeviceMapping(
                    "block_device_mapping_v2[" + number + "]",
                    source,
                    destination,
                    uuid,
                    bus,
                    type,
                    boot,
                    size,
                    volumeType,
                    Optional.empty(),
                    format,
                    tag,
                    delete);
        }
    }

    private static Outcome<List<BlockDeviceMapping>> normalize(
            Optional<ImageId> image, Flavor flavor, Entry... entries) {
        List<BlockDeviceMapping> mappings = new ArrayList<>();
        for (Entry entry : entries) {
            mappings.add(entry.at(mappings.size()));
        }
        return BlockDevices.normalize(image, flavor, mappings);
    }

    private static List<BlockDeviceMapping> fine(Entry... entries) {
        return normalize(Optional.empty(), PLAIN, entries).get();
    }

    private static void refused(Outcome<?> outcome, String field, String... words) {
        Failure failure = outcome.failureIfAny().orElseThrow();
        assertEquals(400, failure.kind().httpStatus());
        assertTrue(failure.what().contains(field), failure.sentence());
        for (String word : words) {
            assertTrue(failure.sentence().contains(word), failure.sentence());
        }
    }

    private static void refused(String field, UnaryOperator<Entry> wrong, Entry entry, String... words) {
        refused(
                normalize(Optional.of(IMAGE), PLAIN, Entry.volume(OTHER).boot(0), wrong.apply(entry)),
                "block_device_mapping_v2[1]." + field,
                words);
    }

    @Test
    void an_empty_disk_is_made_of_nothing_and_every_other_of_something() {
        refused(
                "uuid",
                entry -> entry.uuid(VOLUME),
                Entry.of(Source.BLANK, Destination.VOLUME),
                "source_type is blank");
        refused("uuid", entry -> entry, Entry.of(Source.VOLUME, Destination.VOLUME), "missing", "uuid of the volume");
        refused("uuid", entry -> entry, Entry.of(Source.IMAGE, Destination.VOLUME), "missing", "uuid of the image");
        refused("uuid", entry -> entry, Entry.of(Source.SNAPSHOT, Destination.VOLUME), "missing", "snapshot");
    }

    @Test
    void a_snapshot_is_never_found() {
        refused(
                "uuid",
                entry -> entry.uuid(VOLUME),
                Entry.of(Source.SNAPSHOT, Destination.VOLUME),
                "failed to get snapshot " + VOLUME);
    }

    @Test
    void a_volume_does_not_become_a_local_disk() {
        refused("destination_type", entry -> entry.uuid(VOLUME), Entry.of(Source.VOLUME, Destination.LOCAL));
    }

    @Test
    void only_the_servers_own_image_becomes_a_local_disk_and_that_is_booted_from() {
        Entry own = Entry.of(Source.IMAGE, Destination.LOCAL).uuid(IMAGE.value());
        assertEquals(1, normalize(Optional.of(IMAGE), PLAIN, own.boot(0)).get().size());
        refused(normalize(Optional.empty(), PLAIN, own.boot(0)), "[0].uuid", "imageRef");
        refused(normalize(Optional.of(IMAGE), PLAIN, own.uuid(OTHER).boot(0)), "[0].uuid", "imageRef");
        refused("boot_index", entry -> entry, own, "boot_index 0");
    }

    @Test
    void a_volume_that_is_made_needs_a_size() {
        refused("volume_size", entry -> entry, Entry.of(Source.BLANK, Destination.VOLUME), "GiB");
        refused("volume_size", entry -> entry.uuid(VOLUME), Entry.of(Source.IMAGE, Destination.VOLUME), "GiB");
    }

    @Test
    void a_volume_type_is_of_a_volume_that_is_made() {
        refused("volume_type", entry -> entry.ofType("lunette"), Entry.volume(VOLUME));
        refused("volume_type", entry -> entry.ofType("lunette"), Entry.ephemeral(1));
        assertEquals(
                2,
                fine(
                                Entry.volume(OTHER).boot(0),
                                Entry.of(Source.BLANK, Destination.VOLUME)
                                        .size(1)
                                        .ofType("lunette"))
                        .size());
    }

    @Test
    void a_disk_on_the_host_is_no_lun_and_an_empty_one_no_cdrom() {
        refused("device_type", entry -> entry.as(DeviceType.LUN), Entry.ephemeral(1), "storage array");
        refused("device_type", entry -> entry.as(DeviceType.CDROM), Entry.ephemeral(1), "nothing to read");
    }

    @Test
    void boot_indexes_run_from_0_without_gaps_and_decide_the_order() {
        List<BlockDeviceMapping> ordered = fine(
                Entry.volume(new UUID(1, 3)),
                Entry.volume(OTHER).boot(1),
                Entry.volume(VOLUME).boot(0),
                Entry.of(Source.BLANK, Destination.VOLUME).size(1));
        assertEquals(
                List.of(Optional.of(VOLUME), Optional.of(OTHER), Optional.of(new UUID(1, 3)), Optional.empty()),
                ordered.stream().map(BlockDeviceMapping::uuid).toList());
        refused(normalize(Optional.empty(), PLAIN, Entry.volume(VOLUME)), "Boot sequence", "no disk has boot_index 0");
        refused(normalize(Optional.empty(), PLAIN, Entry.volume(VOLUME).boot(1)), "Boot sequence");
        refused(
                normalize(
                        Optional.empty(),
                        PLAIN,
                        Entry.volume(VOLUME).boot(0),
                        Entry.volume(OTHER).boot(2)),
                "Boot sequence");
        refused(
                normalize(
                        Optional.empty(),
                        PLAIN,
                        Entry.volume(VOLUME).boot(0),
                        Entry.volume(OTHER).boot(0)),
                "Boot sequence");
    }

    @Test
    void the_servers_image_is_booted_from_unless_an_entry_is() {
        List<BlockDeviceMapping> beside =
                normalize(Optional.of(IMAGE), PLAIN, Entry.volume(VOLUME)).get();
        assertEquals(Source.IMAGE, beside.getFirst().source());
        assertEquals(Optional.of(0), beside.getFirst().bootIndex());
        assertEquals(
                List.of(Source.VOLUME),
                normalize(Optional.of(IMAGE), PLAIN, Entry.volume(VOLUME).boot(0)).get().stream()
                        .map(BlockDeviceMapping::source)
                        .toList());
    }

    @Test
    void a_volume_named_twice_is_one_disk_that_has_what_either_says() {
        BlockDeviceMapping one = fine(
                        Entry.volume(VOLUME).boot(0),
                        Entry.volume(VOLUME)
                                .on(DiskBus.SCSI)
                                .as(DeviceType.LUN)
                                .tag("root")
                                .deleted())
                .getFirst();
        assertEquals(Optional.of(0), one.bootIndex());
        assertEquals(Optional.of(DeviceType.LUN), one.deviceType());
        assertEquals(Optional.of(DiskBus.SCSI), one.bus());
        assertEquals(Optional.of("root"), one.tag());
        assertTrue(one.deleteOnTermination());
    }

    @Test
    void a_volume_named_twice_in_contradiction_is_refused_with_the_field() {
        refused(
                normalize(
                        Optional.empty(),
                        PLAIN,
                        Entry.volume(VOLUME).boot(0).as(DeviceType.LUN),
                        Entry.volume(VOLUME).as(DeviceType.DISK)),
                "block_device_mapping_v2[1].device_type",
                "named twice",
                "block_device_mapping_v2[0]");
        refused(
                normalize(
                        Optional.empty(),
                        PLAIN,
                        Entry.volume(VOLUME).boot(0),
                        Entry.volume(VOLUME).boot(1)),
                "block_device_mapping_v2[1].boot_index");
    }

    @Test
    void volumes_made_of_one_image_are_several() {
        Entry made =
                Entry.of(Source.IMAGE, Destination.VOLUME).uuid(IMAGE.value()).size(1);
        assertEquals(2, fine(made.boot(0), made).size());
    }

    @Test
    void a_tag_is_one_disks_alone() {
        refused(
                normalize(
                        Optional.empty(),
                        PLAIN,
                        Entry.volume(VOLUME).boot(0).tag("data"),
                        Entry.volume(OTHER).tag("data")),
                "block_device_mapping_v2[1].tag");
    }

    @Test
    void the_flavors_ephemeral_disk_and_swap_come_last_unless_asked_for() {
        List<BlockDeviceMapping> byFlavor = normalize(Optional.of(IMAGE), flavor(2, 64), Entry.volume(VOLUME))
                .get();
        assertEquals(4, byFlavor.size());
        assertTrue(byFlavor.get(2).isEphemeral());
        assertEquals(Optional.of(2L), byFlavor.get(2).volumeSize());
        assertTrue(byFlavor.get(3).isSwap());
        assertEquals(Optional.of(64L), byFlavor.get(3).volumeSize());
        assertEquals(
                List.of(Optional.of(1L), Optional.of(1L), Optional.of(32L)),
                normalize(
                                Optional.empty(),
                                flavor(2, 64),
                                Entry.volume(VOLUME).boot(0),
                                Entry.ephemeral(1),
                                Entry.ephemeral(1),
                                Entry.swap(32))
                        .get()
                        .stream()
                        .skip(1)
                        .map(BlockDeviceMapping::volumeSize)
                        .toList());
    }

    @Test
    void an_empty_local_disk_without_a_size_has_the_flavors() {
        assertEquals(
                Optional.of(2L),
                normalize(
                                Optional.empty(),
                                flavor(2, 0),
                                Entry.volume(VOLUME).boot(0),
                                Entry.of(Source.BLANK, Destination.LOCAL))
                        .get()
                        .getLast()
                        .volumeSize());
    }

    @Test
    void more_ephemeral_disk_or_swap_than_the_flavor_has_is_refused() {
        Entry root = Entry.volume(VOLUME).boot(0);
        refused(normalize(Optional.empty(), flavor(2, 0), root, Entry.ephemeral(3)), "[1].volume_size", "2 GiB");
        refused(
                normalize(Optional.empty(), flavor(2, 0), root, Entry.ephemeral(1), Entry.ephemeral(2)),
                "[2].volume_size");
        refused(
                normalize(Optional.empty(), PLAIN, root, Entry.of(Source.BLANK, Destination.LOCAL)),
                "[1].volume_size",
                "0 GiB",
                "--ephemeral");
        refused(normalize(Optional.empty(), flavor(0, 64), root, Entry.swap(65)), "[1].volume_size", "64 MiB");
        refused(
                normalize(Optional.empty(), flavor(0, 64), root, Entry.swap(8), Entry.swap(8)),
                "[2].guest_format",
                "more than one swap");
    }

    @Test
    void a_server_has_at_most_three_disks_on_its_host() {
        refused(
                normalize(Optional.of(IMAGE), flavor(3, 64), Entry.ephemeral(1), Entry.ephemeral(1), Entry.swap(8)),
                "[2].destination_type",
                "at most 3");
    }
}
