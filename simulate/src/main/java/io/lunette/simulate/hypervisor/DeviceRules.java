package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What libvirt does with a device that is added: what it refuses, in its own words, and what it fills in. As seen on
 * libvirt 9.0 with QEMU 7.2.
 */
final class DeviceRules {
    private static final Set<String> KINDS = Set.of(
            "controller",
            "disk",
            "interface",
            "hostdev",
            "input",
            "rng",
            "memballoon",
            "watchdog",
            "emulator",
            "serial",
            "console",
            "graphics",
            "video",
            "channel",
            "audio",
            "sound",
            "panic",
            "tpm",
            "filesystem");
    private static final Set<String> PCI_KINDS = Set.of("interface", "rng", "memballoon");

    /** Units that libvirt counts on one controller when it makes an address out of sda, sdb ... */
    private static final int UNITS = 7;

    private final Set<ScsiModel> offered;
    private final Set<Integer> ioThreads;
    private final Devices devices;
    private final PciPlaces pci;

    /** What libvirt says when it refuses. */
    static final class Refusal extends Exception {
        Refusal(String problem) {
            super(problem);
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Rules for adding to these devices.
     *
     * @param growsPci missing pcie-root-ports are made, as in a definition; else there must be a free one */
    DeviceRules(Set<ScsiModel> offered, Set<Integer> ioThreads, Devices devices, boolean growsPci) {
        this.offered = offered;
        this.ioThreads = ioThreads;
        this.devices = devices;
        this.pci = new PciPlaces(devices, growsPci);
    }

    void add(Element device) throws Refusal {
        if (!KINDS.contains(device.name())) {
            throw new Refusal("unsupported configuration: unknown device type '" + device.name() + "'");
        }
        try {
            aliasIsFree(device);
            switch (device.name()) {
                case "controller" -> addController(device);
                case "disk" -> addDisk(device);
                default -> addOther(device);
            }
        } catch (NumberFormatException wrong) {
            throw new Refusal("XML error: Invalid value for an attribute of '" + device.name() + "'");
        }
    }

    private void aliasIsFree(Element device) throws Refusal {
        Optional<String> taken = Devices.alias(device)
                .filter(alias -> alias.startsWith("ua-"))
                .filter(alias -> devices.withAlias(alias).isPresent());
        if (taken.isPresent()) {
            throw new Refusal("XML error: non unique alias detected: " + taken.get());
        }
    }

    private void addOther(Element device) throws Refusal {
        boolean takesPlace =
                PCI_KINDS.contains(device.name()) && !device.value("model").equals("none");
        devices.add(takesPlace ? pci.assign(device) : device);
    }

    private void addController(Element controller) throws Refusal {
        int index = Devices.number(controller, "index");
        String type = controller.value("type");
        if (!type.equals("scsi")) {
            devices.add(controller.value("model").equals(PciPlaces.BRIDGE) ? pci.assign(controller) : controller);
            return;
        }
        if (devices.scsiController(index).isPresent()) {
            throw new Refusal("operation failed: target scsi:" + index + " already exists");
        }
        if (offered.stream().noneMatch(isNamed(controller.value("model")))) {
            throw new Refusal("unsupported configuration: Unsupported controller model: " + controller.value("model"));
        }
        checkDriver(controller);
        devices.add(pci.assign(controller));
    }

    private void checkDriver(Element controller) throws Refusal {
        Optional<Integer> ioThread = Devices.ioThread(controller);
        if (ioThread.isPresent() && !controller.value("model").startsWith("virtio-")) {
            throw new Refusal("unsupported configuration: 'iothread' attribute only supported for model 'virtio-scsi'");
        }
        if (ioThread.filter(ioThreads::contains).isEmpty() && ioThread.isPresent()) {
            throw new Refusal("unsupported configuration: iothread '" + ioThread.get() + "' not defined in iothreadid");
        }
    }

    private static Predicate<ScsiModel> isNamed(String name) {
        return model -> model.libvirtName().equals(name);
    }

    private void addDisk(Element disk) throws Refusal {
        String bus = Devices.target(disk, "bus");
        String name = Devices.target(disk, "dev");
        if (name.isEmpty()) {
            throw new Refusal("XML error: missing target device for disk");
        }
        if (devices.named("disk").anyMatch(other -> Devices.target(other, "dev").equals(name))) {
            throw new Refusal("operation failed: target " + name + " already exists");
        }
        if (disk.value("device").equals("lun") && !bus.equals("scsi")) {
            throw new Refusal("unsupported configuration: disk device='lun' is not supported for bus='" + bus + "'");
        }
        if (bus.equals("scsi")) {
            addScsiDisk(disk, name);
        } else {
            devices.add(bus.equals("virtio") ? pci.assign(disk) : disk);
        }
    }

    private void addScsiDisk(Element disk, String name) throws Refusal {
        ScsiAddress address = Devices.scsiAddress(disk).orElseGet(() -> defaultAddress(name));
        boolean taken = devices.named("disk")
                .flatMap(other -> Devices.scsiAddress(other).stream())
                .anyMatch(address::equals);
        if (taken) {
            throw new Refusal("operation failed: Domain already contains a disk with that address");
        }
        for (int index = 0; index <= address.controller(); index++) {
            if (devices.scsiController(index).isEmpty()) {
                addStray(index);
            }
        }
        devices.add(Devices.scsiAddress(disk).isPresent() ? disk : Devices.withScsiAddress(disk, address));
    }

    private static ScsiAddress defaultAddress(String name) {
        int number = name.chars().skip(2).reduce(0, (sum, letter) -> sum * 26 + (letter - 'a' + 1)) - 1;
        return new ScsiAddress(Math.max(number, 0) / UNITS, 0, 0, Math.max(number, 0) % UNITS);
    }

    /** libvirt fills holes below the highest controller with controllers that nobody asked for. */
    private void addStray(int index) throws Refusal {
        String model = devices.controllers("scsi")
                .reduce((first, last) -> last)
                .map(last -> last.value("model"))
                .orElse(ScsiModel.LSILOGIC.libvirtName());
        addController(Tree.build(
                "controller",
                stray -> stray.attribute("type", "scsi")
                        .attribute("index", index)
                        .attribute("model", model)));
    }
}
