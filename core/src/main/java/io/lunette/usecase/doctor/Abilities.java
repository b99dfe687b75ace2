package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.problem;
import static io.lunette.usecase.doctor.Finding.untold;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.domainxml.Element;
import io.lunette.domainxml.Xml;
import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.ScsiModel;
import java.util.List;

/** What libvirt and QEMU can do there. */
final class Abilities implements Check {
    private static final String ASK = "virsh domcapabilities --machine q35";

    @Override
    public List<Finding> judge(HostFacts facts) {
        return List.of(
                versions(facts), passthrough(facts), controller(facts), ioThreads(facts), speed(facts), machine(facts));
    }

    private static Finding versions(HostFacts facts) {
        String versions = "libvirt " + facts.offers().libvirtVersion() + " and QEMU "
                + facts.offers().qemuVersion();
        boolean old = Version.parse(facts.offers().libvirtVersion())
                .filter(version -> version.isBefore(9, 0))
                .isPresent();
        return old
                ? warning(
                        "host.versions",
                        versions + " answer",
                        "Lunette is tried with libvirt 9.0 and newer",
                        "Upgrade libvirt on the host")
                : ok("host.versions", versions + " answer", "Lunette is tried with libvirt 9.0 and newer");
    }

    private static Finding passthrough(HostFacts facts) {
        return switch (facts.domainCapabilities()) {
            case Outcome.Failed<String>(Failure failure) -> untold("abilities.lun", failure, ASK);
            case Outcome.Done<String>(String xml) -> {
                Element disk = Xml.parse(xml)
                        .child("devices")
                        .flatMap(devices -> devices.child("disk"))
                        .orElse(Xml.parse("<disk/>"));
                yield offers(disk, "diskDevice", "lun") && offers(disk, "bus", "scsi")
                        ? ok("abilities.lun", "QEMU passes LUNs through", "it has the disk device lun on the bus scsi")
                        : problem(
                                "abilities.lun",
                                "QEMU passes no LUNs through",
                                "it lacks the disk device lun, or the bus scsi",
                                "Install QEMU with SCSI passthrough; see " + ASK);
            }
        };
    }

    private static boolean offers(Element device, String what, String value) {
        return device.children("enum").stream()
                .filter(choice -> choice.value("name").equals(what))
                .flatMap(choice -> choice.children("value").stream())
                .anyMatch(offered -> offered.text().equals(value));
    }

    private static Finding controller(HostFacts facts) {
        return facts.offers().scsiModels().contains(ScsiModel.VIRTIO_SCSI)
                ? ok("abilities.virtio-scsi", "QEMU makes virtio-scsi controllers", "one was plugged in to try it")
                : problem(
                        "abilities.virtio-scsi",
                        "QEMU makes no virtio-scsi controllers",
                        "none could be plugged in, and a LUN needs one",
                        "Install a QEMU that has virtio-scsi-pci: "
                                + facts.offers().emulator() + " -device help");
    }

    private static Finding ioThreads(HostFacts facts) {
        return switch (facts.domainCapabilities()) {
            case Outcome.Failed<String>(Failure failure) -> untold("abilities.iothreads", failure, ASK);
            case Outcome.Done<String>(String xml) ->
                Xml.parse(xml)
                                .child("iothreads")
                                .filter(threads -> threads.value("supported").equals("yes"))
                                .isPresent()
                        ? ok("abilities.iothreads", "controllers have threads of their own", "QEMU has iothreads")
                        : warning(
                                "abilities.iothreads",
                                "controllers have no threads of their own",
                                "QEMU lacks iothreads, so that LUNs share its main loop",
                                "openstack flavor set --property lunette:scsi_iothread=false FLAVOR, or upgrade QEMU on the host");
        };
    }

    private static Finding speed(HostFacts facts) {
        return facts.offers().virtType().equals("kvm")
                ? ok("abilities.kvm", "guests run on KVM", "it was seen to run one")
                : warning(
                        "abilities.kvm",
                        "guests are emulated",
                        "KVM is not there, was seen to fail or to be slower, or the settings say qemu; guests are some ten times"
                                + " slower",
                        "Load kvm_intel or kvm_amd on the host, and turn virtualization on in its firmware");
    }

    private static Finding machine(HostFacts facts) {
        String machine = facts.offers().machine();
        return machine.contains("q35") || !facts.offers().architecture().equals("x86_64")
                ? ok(
                        "abilities.machine",
                        "new servers are of the machine type " + machine,
                        "its ports take controllers")
                : warning(
                        "abilities.machine",
                        "new servers are of the machine type " + machine,
                        "the host's QEMU has no q35, and a conventional PCI bus has room for few controllers",
                        "Install a QEMU with q35 on the host");
    }
}
