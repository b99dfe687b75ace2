package io.lunette.domainxml;

import static io.lunette.domainxml.DomainReader.number;

import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.domainxml.DomainDevices.Places;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts the places for PCI devices as libvirt hands them out to devices that are plugged in (qemu_domain_address.c). */
final class PciReader {
    private static final Set<String> PORTS = Set.of("pcie-root-port", "pcie-switch-downstream-port");
    private static final Set<String> BRIDGES = Set.of("pcie-to-pci-bridge", "pci-bridge");
    private static final int LAST_SLOT = 31;

    /** On a pc machine slot 0 is the host bridge's and slot 1 that of the PIIX3, whether the XML shows it or not. */
    private static final int FIRST_SLOT_OF_PC = 2;

    private PciReader() {}

    static PciRoom room(List<Element> devices) {
        Taken taken = taken(devices);
        boolean express = controllers(devices).anyMatch(c -> model(c).equals("pcie-root"));
        Places behindBridges = controllers(devices)
                .filter(controller -> BRIDGES.contains(model(controller)))
                .map(bridge -> slots(taken, index(bridge), 1))
                .reduce(Places.NONE, PciReader::sum);
        return express
                ? new PciRoom(Optional.of(ports(devices, taken)), behindBridges)
                : new PciRoom(Optional.empty(), sum(slots(taken, 0, FIRST_SLOT_OF_PC), behindBridges));
    }

    /** Buses with anything on them, and {@code bus:slot} of each device. */
    private record Taken(Set<Integer> buses, Set<String> slots) {}

    private static Taken taken(List<Element> devices) {
        Taken taken = new Taken(new HashSet<>(), new HashSet<>());
        devices.stream()
                .flatMap(device -> device.child("address").stream())
                .filter(address -> address.value("type").equals("pci"))
                .forEach(address -> {
                    int bus = number(address.value("bus"));
                    taken.buses().add(bus);
                    taken.slots().add(bus + ":" + number(address.value("slot")));
                });
        return taken;
    }

    private static Places ports(List<Element> devices, Taken taken) {
        List<Element> ports = controllers(devices)
                .filter(controller -> PORTS.contains(model(controller)) && isHotpluggable(controller))
                .toList();
        long free = ports.stream()
                .filter(port -> !taken.buses().contains(index(port)))
                .count();
        return new Places(ports.size(), Math.toIntExact(free));
    }

    private static boolean isHotpluggable(Element port) {
        return port.child("target")
                .filter(target -> target.value("hotplug").equals("off"))
                .isEmpty();
    }

    private static Places slots(Taken taken, int bus, int first) {
        long free = IntStream.rangeClosed(first, LAST_SLOT)
                .filter(slot -> !taken.slots().contains(bus + ":" + slot))
                .count();
        return new Places(LAST_SLOT - first + 1, Math.toIntExact(free));
    }

    private static Places sum(Places one, Places other) {
        return new Places(one.total() + other.total(), one.free() + other.free());
    }

    private static Stream<Element> controllers(List<Element> devices) {
        return devices.stream().filter(device -> device.isNamed("controller"));
    }

    private static String model(Element controller) {
        return controller.value("model");
    }

    private static int index(Element controller) {
        return number(controller.value("index"));
    }
}
