package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.Shown;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides the bus of one disk: the request's {@code disk_bus}, else the property {@code hw_disk_bus} (for a CD-ROM
 * {@code hw_cdrom_bus}), else what suits device and machine. A bus that cannot carry the device is refused: libvirt would
 * only say so when the domain is defined, or QEMU when it starts.
 */
record BusDecision(DiskDecision disk, DeviceMode mode) {
    static final String DISK_BUS = "hw_disk_bus";
    static final String CDROM_BUS = "hw_cdrom_bus";

    /** A bus and who said it. */
    record Chosen(DiskBus bus, String where) {}

    static String word(DiskBus bus) {
        return bus.name().toLowerCase(Locale.ROOT);
    }

    Outcome<DiskBus> decide() {
        return said().then(said ->
                said.map(this::possible).orElseGet(() -> possible(new Chosen(usual(), disk.entry()))));
    }

    Outcome<Optional<Chosen>> said() {
        if (disk.bus().isPresent()) {
            return Outcome.done(Optional.of(new Chosen(disk.bus().get(), disk.entry() + ".disk_bus")));
        }
        for (PropertySource source : speakers()) {
            Optional<String> value = source.value(property());
            if (value.isPresent()) {
                return named(value.get(), property() + " of " + source.owner()).map(Optional::of);
            }
        }
        return Outcome.done(Optional.empty());
    }

    private List<PropertySource> speakers() {
        return switch (mode) {
            case DISK, CDROM -> disk.sources();
            case LUN ->
                disk.sources().stream().filter(PropertySource::marksPassthrough).toList();
            case FLOPPY -> List.of();
        };
    }

    private String property() {
        return mode == DeviceMode.CDROM ? CDROM_BUS : DISK_BUS;
    }

    private static Outcome<Chosen> named(String name, String where) {
        return Arrays.stream(DiskBus.values())
                .filter(bus -> word(bus).equals(name))
                .findFirst()
                .<Outcome<Chosen>>map(bus -> Outcome.done(new Chosen(bus, where)))
                .orElseGet(() -> Outcome.failed(new PlanFailure.BadMapping(
                        where,
                        "'" + Shown.text(name) + "' is not a disk bus",
                        "Use one of " + words(EnumSet.allOf(DiskBus.class)))));
    }

    private DiskBus usual() {
        return switch (mode) {
            case LUN -> DiskBus.SCSI;
            case DISK -> disk.anySaysModel() || isNamedAsScsi() ? DiskBus.SCSI : DiskBus.VIRTIO;
            case CDROM -> disk.host().isQ35() ? DiskBus.SATA : DiskBus.IDE;
            case FLOPPY -> DiskBus.FDC;
        };
    }

    private boolean isNamedAsScsi() {
        return disk.deviceName()
                .filter(name -> DeviceNames.bare(name).startsWith(DeviceNames.prefix(DiskBus.SCSI)))
                .isPresent();
    }

    private Outcome<DiskBus> possible(Chosen chosen) {
        Set<DiskBus> possible = possible();
        return possible.contains(chosen.bus())
                ? Outcome.done(chosen.bus())
                : Outcome.failed(new PlanFailure.BadMapping(
                        chosen.where(),
                        "a " + mode.wire() + " cannot be on bus '" + word(chosen.bus())
                                + "' of a server of machine type " + disk.host().machine(),
                        "Use one of " + words(possible)));
    }

    private Set<DiskBus> possible() {
        Set<DiskBus> buses = switch (mode) {
            case LUN -> EnumSet.of(DiskBus.SCSI);
            case DISK -> EnumSet.complementOf(EnumSet.of(DiskBus.FDC));
            case CDROM -> EnumSet.of(DiskBus.SCSI, DiskBus.SATA, DiskBus.IDE, DiskBus.USB);
            case FLOPPY -> EnumSet.of(DiskBus.FDC);
        };
        if (disk.host().isQ35()) {
            buses.remove(DiskBus.IDE);
        }
        return buses;
    }

    private static String words(Set<DiskBus> buses) {
        return buses.stream().map(BusDecision::word).collect(Collectors.joining(", "));
    }
}
