package io.lunette.domainxml;

import io.lunette.domainxml.ControllerSpec.Driver;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a planner must know of a domain, read from one XML of it (live or persistent).
 *
 * @param ioThreads the numbers of the domain's iothreads
 * @param acpi whether {@code <features><acpi/>} is there; a pc machine without it refuses hot-plug
 * @param scsi SCSI controllers, by index
 * @param disks every disk, of any bus, in the order of the XML
 * @param scsiAddresses every SCSI address in use, by disks and host devices alike
 * @param pci how much room there is for further PCI devices
 */
public record DomainDevices(
        Set<Integer> ioThreads,
        boolean acpi,
        List<ScsiController> scsi,
        List<Disk> disks,
        Set<ScsiAddress> scsiAddresses,
        PciRoom pci) {

    public DomainDevices {
        ioThreads = Set.copyOf(ioThreads);
        scsi = List.copyOf(scsi);
        disks = List.copyOf(disks);
        scsiAddresses = Set.copyOf(scsiAddresses);
    }

    /**
     * A SCSI controller.
     *
     * @param model as libvirt names it; may be one that Lunette never makes
     * @param driver where it says how it is driven
     */
    public record ScsiController(int index, String model, Optional<String> alias, Optional<Driver> driver) {
        public boolean is(ScsiModel wanted) {
            return model.equals(wanted.libvirtName());
        }

        public Optional<Integer> ioThread() {
            return driver.flatMap(Driver::ioThread);
        }

        public boolean isOurs() {
            return alias.filter(ControllerSpec::isOurs).isPresent();
        }
    }

    /**
     * A disk.
     *
     * @param device {@code disk}, {@code lun}, {@code cdrom}, {@code floppy}
     * @param source what it is made of, as one text to compare: {@code iscsi:IQN/LUN as INITIATOR}, a path, or empty
     */
    public record Disk(
            String target,
            String bus,
            String device,
            Optional<String> alias,
            Optional<ScsiAddress> address,
            String source,
            boolean shareable,
            Traits traits) {

        /** Whether the host's kernel has what is behind it. */
        public boolean isOfKernel() {
            return source.startsWith("/dev/");
        }

        /**
         * What Lunette never writes, or only in one way, and libvirt accepts all the same.
         *
         * @param cache of the driver, where it is said
         * @param throttled it has {@code <iotune>}
         * @param reservations it has {@code <reservations>}, at its source
         * @param rawIo it has {@code rawio='yes'}
         */
        public record Traits(
                Optional<String> cache, boolean readOnly, boolean throttled, boolean reservations, boolean rawIo) {}
    }

    /**
     * Places for PCI devices that can be added while the domain runs.
     *
     * @param ports pcie-root-ports, each for one PCI Express device; empty where the machine has one conventional bus
     *     for all devices, as pc has
     * @param slots slots for conventional PCI devices: of that one bus, and behind bridges
     */
    public record PciRoom(Optional<Places> ports, Places slots) {
        public static final PciRoom NONE = new PciRoom(Optional.of(Places.NONE), Places.NONE);

        public Places placesFor(ScsiModel model) {
            return model.isExpress() ? ports.orElse(slots) : slots;
        }

        /** What {@link #placesFor} counts, for people. */
        public String kindFor(ScsiModel model) {
            return model.isExpress() && ports.isPresent() ? "pcie-root-ports" : "slots for conventional PCI devices";
        }
    }

    /** How many there are and how many nothing sits in. */
    public record Places(int total, int free) {
        public static final Places NONE = new Places(0, 0);
    }

    public Optional<ScsiController> controller(int index) {
        return scsi.stream().filter(controller -> controller.index() == index).findFirst();
    }

    public Optional<ScsiController> controllerByAlias(String alias) {
        return scsi.stream()
                .filter(controller -> controller.alias().filter(alias::equals).isPresent())
                .findFirst();
    }

    public Optional<Disk> diskByAlias(String alias) {
        return disks.stream()
                .filter(disk -> disk.alias().filter(alias::equals).isPresent())
                .findFirst();
    }

    /** Whether this iothread serves a controller. */
    public boolean usesIoThread(int number) {
        return scsi.stream()
                .anyMatch(controller ->
                        controller.ioThread().filter(thread -> thread == number).isPresent());
    }

    /** Whether anything sits on the controller of this index. */
    public boolean isUsed(int controller) {
        return scsiAddresses.stream().anyMatch(address -> address.controller() == controller);
    }
}
