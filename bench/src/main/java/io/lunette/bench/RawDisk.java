package io.lunette.bench;

import io.lunette.acceptance.Command;
import io.lunette.acceptance.Lab;
import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskLocation;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.KernelPassage;
import io.lunette.domainxml.Xml;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.Connection;
import io.lunette.model.DeviceMode;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.ScsiAddress;
import io.lunette.model.VolumeId;
import java.util.Optional;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/** A LUN that is put on a server's domain past Lunette, by the libvirt calls alone that nobody can do without. */
final class RawDisk {
    private static final int BOTH = 3;

    private final Lab lab;
    private final Iqn initiator;
    private final Iqn target;
    private final Domain domain;
    private final Optional<String> controller;
    private final String disk;

    RawDisk(
            Lab lab,
            Connect libvirt,
            String server,
            String volume,
            Optional<ControllerSpec> controller,
            String name,
            ScsiAddress address) {
        this.lab = lab;
        this.initiator = initiator(server);
        this.target = lab.targets().stream()
                .filter(target -> target.contains(volume))
                .map(target -> Iqn.parse(target).get())
                .findFirst()
                .orElseThrow();
        DiskSpec spec = new DiskSpec(
                new DiskSource.OfVolume(VolumeId.parse(volume).get()),
                "ua-raw-" + name,
                DeviceMode.LUN,
                DiskBus.SCSI,
                name,
                Optional.of(address),
                Optional.empty(),
                initiator,
                false,
                KernelPassage.FILTERED);
        this.controller = controller.map(made -> Xml.print(made.toXml()));
        this.disk = Xml.print(spec.toXml(
                new DiskLocation.Reached(new Connection.Network(new Portal("127.0.0.1", Lab.PORTAL_PORT), target, 1))));
        try {
            this.domain = libvirt.domainLookupByUUIDString(server);
        } catch (LibvirtException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The initiator name that the server's own disks have, as its domain's metadata says. */
    private static Iqn initiator(String server) {
        String xml = Command.run("virsh", "dumpxml", server).must();
        return Iqn.parse(xml.replaceAll("(?s).*<lunette:initiator>([^<]*)<.*", "$1"))
                .get();
    }

    /** Lets the server see the LUN, or takes that back. */
    void bind(boolean seen) {
        lab.bind(target.text(), initiator.text(), seen);
    }

    void attach() {
        controller.ifPresent(this::attach);
        attach(disk);
    }

    private void attach(String xml) {
        try {
            domain.attachDeviceFlags(xml, BOTH);
        } catch (LibvirtException refused) {
            throw new IllegalStateException(refused);
        }
    }

    void detachDisk() {
        detach(disk);
    }

    void detachController() {
        controller.ifPresent(this::detach);
    }

    private void detach(String xml) {
        try {
            domain.detachDeviceFlags(xml, BOTH);
        } catch (LibvirtException refused) {
            throw new IllegalStateException(refused);
        }
    }
}
