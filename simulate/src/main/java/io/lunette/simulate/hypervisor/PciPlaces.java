package io.lunette.simulate.hypervisor;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Gives PCI devices their places as libvirt does: on an express machine (q35) a root port for each express device and a
 * slot behind a pcie-to-pci-bridge for each conventional one, which most SCSI controllers are; else a slot of the one bus.
 */
final class PciPlaces {
    private static final int SLOTS = 31;

    /** Slot 1 is taken by what every pc machine has. */
    private static final int FIRST_OF_PC = 2;

    private static final String PORT = "pcie-root-port";
    static final String BRIDGE = "pcie-to-pci-bridge";
    private static final Set<String> EXPRESS_CONTROLLERS = Set.of("virtio-scsi", "virtio-non-transitional");

    private final Devices devices;
    private final boolean grows;

    /**
     * Places beside these devices.
     *
     * @param grows missing ports and bridges are made, as in a definition; else there must be room */
    PciPlaces(Devices devices, boolean grows) {
        this.devices = devices;
        this.grows = grows;
    }

    /** The device with an address, one of its own if it has none. */
    Element assign(Element device) throws DeviceRules.Refusal {
        if (device.child("address").isPresent()) {
            return device;
        }
        if (!isExpressMachine()) {
            return at(device, 0, freeSlot(0, FIRST_OF_PC));
        }
        if (isConventional(device)) {
            int bus = bridge();
            return at(device, bus, freeSlot(bus, 1));
        }
        return at(device, freePort(), 0);
    }

    private boolean isExpressMachine() {
        return bridges("pcie-root").findAny().isPresent();
    }

    private static boolean isConventional(Element device) {
        return device.value("type").equals("scsi") && !EXPRESS_CONTROLLERS.contains(device.value("model"));
    }

    private Stream<Element> bridges(String model) {
        return devices.controllers("pci")
                .filter(controller -> controller.value("model").equals(model));
    }

    private static Element at(Element device, int bus, int slot) {
        return device.plus(Tree.build(
                "address",
                address -> address.attribute("type", "pci")
                        .attribute("domain", "0x0000")
                        .attribute("bus", "0x%02x".formatted(bus))
                        .attribute("slot", "0x%02x".formatted(slot))
                        .attribute("function", "0x0")));
    }

    private int freePort() throws DeviceRules.Refusal {
        Set<Integer> taken = taken(address -> Devices.number(address, "bus"), addresses());
        return orMade(
                PORT,
                bridges(PORT)
                        .map(port -> Devices.number(port, "index"))
                        .filter(index -> !taken.contains(index))
                        .findFirst());
    }

    private int bridge() throws DeviceRules.Refusal {
        return orMade(
                BRIDGE,
                bridges(BRIDGE).map(bridge -> Devices.number(bridge, "index")).findFirst());
    }

    private int orMade(String model, Optional<Integer> found) throws DeviceRules.Refusal {
        if (found.isEmpty() && !grows) {
            throw new DeviceRules.Refusal("internal error: No more available PCI slots");
        }
        return found.isPresent() ? found.get() : make(model);
    }

    private int make(String model) throws DeviceRules.Refusal {
        int index = devices.controllers("pci")
                        .mapToInt(controller -> Devices.number(controller, "index"))
                        .max()
                        .orElse(0)
                + 1;
        Element made = Tree.build(
                "controller",
                controller -> controller
                        .attribute("type", "pci")
                        .attribute("index", index)
                        .attribute("model", model));
        devices.add(model.equals(BRIDGE) ? at(made, freePort(), 0) : made);
        return index;
    }

    private int freeSlot(int bus, int first) throws DeviceRules.Refusal {
        Set<Integer> taken = taken(
                address -> Devices.number(address, "slot"),
                addresses().filter(address -> Devices.number(address, "bus") == bus));
        return IntStream.rangeClosed(first, SLOTS)
                .filter(slot -> !taken.contains(slot))
                .boxed()
                .findFirst()
                .orElseThrow(() -> new DeviceRules.Refusal("internal error: No more available PCI slots"));
    }

    private Stream<Element> addresses() {
        return devices.all()
                .flatMap(device -> device.child("address").stream())
                .filter(address -> address.value("type").equals("pci"));
    }

    private static Set<Integer> taken(ToIntFunction<Element> part, Stream<Element> addresses) {
        return addresses.mapToInt(part).boxed().collect(Collectors.toSet());
    }
}
