package io.lunette.plan;

import io.lunette.domainxml.Content;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.DomainEditor;
import io.lunette.domainxml.DomainReader;
import io.lunette.domainxml.Element;
import io.lunette.domainxml.Tree;
import io.lunette.model.ScsiAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Devices that somebody else puts into a domain, by hand or by another program; each only where libvirt would let it. */
public final class ForeignDevices {
    private static final List<String> MODELS = List.of(
            "lsilogic", "virtio-scsi", "virtio-scsi", "lsisas1068", "lsisas1078", "vmpvscsi", "virtio-transitional");
    private static final int INDEXES = 5;

    private final Random random;

    public ForeignDevices(Random random) {
        this.random = random;
    }

    /** The domain with one more device, or as it was where the device finds no place; now and then with a comment. */
    Element add(Element domain) {
        return random.nextInt(8) == 0
                ? withComment(domain)
                : device(domain)
                        .map(device -> DomainEditor.attach(domain, device))
                        .orElse(domain);
    }

    /** A device that may be added to the domain; empty where it finds no place. */
    public Optional<Element> device(Element domain) {
        DomainDevices devices = DomainReader.read(domain);
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> controller(devices);
            case 3 -> onScsi(devices, this::cdrom);
            case 4 -> onScsi(devices, this::hostDevice);
            case 5 -> onScsi(devices, this::emulatedDisk);
            default -> Optional.of(elsewhere(devices));
        };
    }

    /** The domain without one of its controllers and all that is on it. */
    Element remove(Element domain) {
        DomainDevices devices = DomainReader.read(domain);
        if (devices.scsi().isEmpty()) {
            return domain;
        }
        return without(domain, pick(devices.scsi()).index());
    }

    static Element without(Element domain, int index) {
        return domain.changing("devices", devices -> {
            List<Content> kept = new ArrayList<>(devices.content());
            kept.removeIf(
                    each -> each instanceof Element device && (isController(device, index) || isOn(device, index)));
            return devices.withContent(kept);
        });
    }

    private static boolean isController(Element device, int index) {
        return device.isNamed("controller")
                && device.value("type").equals("scsi")
                && device.value("index").equals(String.valueOf(index));
    }

    private static boolean isOn(Element device, int controller) {
        return (device.isNamed("disk") || device.isNamed("hostdev"))
                && device.child("address")
                        .filter(address -> address.value("type").equals("drive"))
                        .filter(address -> address.value("controller").equals(String.valueOf(controller)))
                        .isPresent();
    }

    private Optional<Element> controller(DomainDevices devices) {
        int index = random.nextInt(INDEXES);
        String model = pick(MODELS);
        boolean named = random.nextBoolean();
        if (devices.controller(index).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Tree.build("controller", controller -> {
            controller.attribute("type", "scsi").attribute("index", index).attribute("model", model);
            if (named) {
                controller.child("alias", alias -> alias.attribute("name", "ua-somebody-" + index));
            }
        }));
    }

    private interface OnScsi {
        Element at(DomainDevices devices, ScsiAddress address);
    }

    private Optional<Element> onScsi(DomainDevices devices, OnScsi device) {
        return devices.scsi().isEmpty()
                ? Optional.empty()
                : Optional.of(address(pick(devices.scsi())))
                        .filter(free -> !devices.scsiAddresses().contains(free))
                        .map(free -> device.at(devices, free));
    }

    private ScsiAddress address(ScsiController on) {
        return on.model().equals("lsilogic")
                ? new ScsiAddress(on.index(), 0, 0, random.nextInt(7))
                : new ScsiAddress(on.index(), 0, random.nextInt(4), 0);
    }

    private Element cdrom(DomainDevices devices, ScsiAddress at) {
        return Tree.build(
                "disk",
                disk -> disk.attribute("type", "file")
                        .attribute("device", "cdrom")
                        .child(
                                "driver",
                                driver -> driver.attribute("name", "qemu").attribute("type", "raw"))
                        .child("target", target -> target(target, name(devices, "sd"), "scsi"))
                        .child("readonly")
                        .child("address", address -> address(address, at)));
    }

    private Element emulatedDisk(DomainDevices devices, ScsiAddress at) {
        return Tree.build(
                "disk",
                disk -> disk.attribute("type", "file")
                        .attribute("device", "disk")
                        .child(
                                "driver",
                                driver -> driver.attribute("name", "qemu").attribute("type", "raw"))
                        .child("source", source -> source.attribute("file", "/srv/it's & <theirs>.img"))
                        .child("target", target -> target(target, name(devices, "sd"), "scsi"))
                        .child("address", address -> address(address, at)));
    }

    private Element hostDevice(DomainDevices devices, ScsiAddress at) {
        return Tree.build(
                "hostdev",
                hostdev -> hostdev.attribute("mode", "subsystem")
                        .attribute("type", "scsi")
                        .child(
                                "source",
                                source -> source.child("adapter", adapter -> adapter.attribute("name", "scsi_host0"))
                                        .child(
                                                "address",
                                                lun -> lun.attribute("bus", 0)
                                                        .attribute("target", at.target())
                                                        .attribute("unit", at.unit())))
                        .child("address", address -> address(address, at)));
    }

    /** A disk on another bus, without an address. */
    private Element elsewhere(DomainDevices devices) {
        String bus = pick(List.of("virtio", "sata", "usb"));
        return Tree.build(
                "disk",
                disk -> disk.attribute("type", "block")
                        .attribute("device", "disk")
                        .child(
                                "driver",
                                driver -> driver.attribute("name", "qemu").attribute("type", "raw"))
                        .child("source", source -> source.attribute("dev", "/dev/null"))
                        .child(
                                "target",
                                target -> target(target, name(devices, bus.equals("virtio") ? "vd" : "sd"), bus)));
    }

    private static void target(Tree target, String name, String bus) {
        target.attribute("dev", name).attribute("bus", bus);
    }

    private static void address(Tree element, ScsiAddress at) {
        element.attribute("type", "drive")
                .attribute("controller", at.controller())
                .attribute("bus", at.bus())
                .attribute("target", at.target())
                .attribute("unit", at.unit());
    }

    private String name(DomainDevices devices, String prefix) {
        Set<String> taken = devices.disks().stream().map(Disk::target).collect(Collectors.toSet());
        String name = prefix + (char) ('a' + random.nextInt(26));
        while (taken.contains(name)) {
            name += (char) ('a' + random.nextInt(26));
        }
        return name;
    }

    private Element withComment(Element domain) {
        return domain.changing("devices", devices -> {
            List<Content> content = new ArrayList<>(devices.content());
            content.add(random.nextInt(content.size() + 1), new Content.Comment(" somebody's note "));
            return devices.withContent(content);
        });
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
