package io.lunette.port.contract;

import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ServerId;

/** Small domains and devices for the suites; emulated, so that they run on any host. */
final class SampleDomain {
    private static final String BRIDGE = "<controller type='pci' index='9' model='pcie-to-pci-bridge'/>";

    private SampleDomain() {}

    /** A server without disks and SCSI controllers, with places for PCI devices of either kind. */
    static String empty(ServerId server) {
        return with(server, "");
    }

    static String with(ServerId server, String devices) {
        String mark =
                "<metadata><lunette:server xmlns:lunette='urn:io.lunette:domain:1' id='" + server + "'/></metadata>";
        return domain(server, "lunette-" + server, mark, "", 32, devices);
    }

    /** As {@link #empty}, without the bridge that conventional PCI devices need. */
    static String withoutBridge(ServerId server) {
        return empty(server).replace(BRIDGE, "");
    }

    /** A server with a guest, whose {@code <os>} takes {@code boot} for it. */
    static String bootable(ServerId server, String boot, String consoleLog) {
        String mark =
                "<metadata><lunette:server xmlns:lunette='urn:io.lunette:domain:1' id='" + server + "'/></metadata>";
        return domain(server, "lunette-" + server, mark, boot, 256, serialLoggedTo(consoleLog));
    }

    /** A domain that is not Lunette's. */
    static String foreign(ServerId uuid) {
        return domain(uuid, "foreign-" + uuid, "", "", 32, "");
    }

    private static String domain(
            ServerId uuid, String name, String metadata, String boot, int memoryMiB, String devices) {
        return """
                <domain type='qemu'>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  %s
                  <memory unit='MiB'>%d</memory>
                  <vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='q35'>hvm</type>%s</os>
                  <features><acpi/></features>
                  <devices>
                    <controller type='usb' model='none'/>
                    <controller type='pci' index='0' model='pcie-root'/>
                    %s
                    %s
                    <memballoon model='none'/>
                  </devices>
                </domain>
                """.formatted(name, uuid, metadata, memoryMiB, boot, rootPorts(), devices);
    }

    private static String rootPorts() {
        StringBuilder ports = new StringBuilder();
        for (int index = 1; index <= 8; index++) {
            ports.append("<controller type='pci' index='").append(index).append("' model='pcie-root-port'/>");
        }
        return ports.append(BRIDGE).toString();
    }

    static String controller(int index, String model) {
        return "<controller type='scsi' index='%d' model='%s'><alias name='%s'/></controller>"
                .formatted(index, model, controllerAlias(index));
    }

    static String controllerAlias(int index) {
        return "ua-lunette-scsi" + index;
    }

    /** A LUN whose initiator and alias are made from the target's name. */
    static String lun(Connection.Network path, String target, ScsiAddress address) {
        return """
                <disk type='network' device='lun'>
                  <driver name='qemu' type='raw' cache='none'/>
                  <source protocol='iscsi' name='%s/%d'>
                    <host name='%s' port='%d'/>
                    <initiator><iqn name='%s'/></initiator>
                  </source>
                  <target dev='%s' bus='scsi'/>
                  <alias name='%s'/>
                  <address type='drive' controller='%d' bus='%d' target='%d' unit='%d'/>
                </disk>
                """.formatted(
                        path.target(),
                        path.lun(),
                        path.portal().host(),
                        path.portal().port(),
                        initiator(target),
                        target,
                        lunAlias(target),
                        address.controller(),
                        address.bus(),
                        address.target(),
                        address.unit());
    }

    /** An emulated disk on a LUN, which others use as well; with an initiator and alias made from the target's name. */
    static String shared(Connection.Network path, String target, ScsiAddress address) {
        return lun(path, target, address)
                .replace("device='lun'", "device='disk'")
                .replace("<target", "<shareable/><target");
    }

    /** An emulated disk on a bus of its own. */
    static String virtio(Connection.Network path, String target) {
        return shared(path, target, new ScsiAddress(0, 0, 0, 0))
                .replace("bus='scsi'", "bus='virtio'")
                .replaceFirst("<address[^>]*/>", "");
    }

    /** Whose name the path to the LUN with that name in the guest is opened with. */
    static Iqn initiator(String target) {
        return Iqn.parse("iqn.2026-11.io.lunette.test:" + target).get();
    }

    static String lunAlias(String target) {
        return "ua-lun-" + target;
    }

    static String serialLoggedTo(String file) {
        return "<serial type='pty'><log file='%s' append='off'/></serial>".formatted(file);
    }

    static String fileDisk(String path) {
        return """
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/>
                  <source file='%s'/>
                  <target dev='vda' bus='virtio'/>
                  <alias name='ua-lunette-root'/>
                </disk>
                """.formatted(path);
    }
}
