package io.lunette.plan;

import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.domainxml.DomainSpec;
import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Attachment;
import io.lunette.model.DeviceMode;
import io.lunette.model.Lun;
import io.lunette.model.ScsiModel;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.Wwid;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks, before a server is started, for what somebody did to its definition outside Lunette and what libvirt accepts in
 * silence: a LUN on a controller that passes nothing through, a cache between guest and array, a path to another LUN than
 * the one whose identity is verified. Pure.
 */
public final class DefinitionCheck {
    /** The only modes in which a write that the guest was told of is on the array. */
    private static final Set<String> WITHOUT_CACHE = Set.of("none", "directsync");

    private final Server server;
    private final DomainDevices devices;
    private final List<String> problems = new ArrayList<>();

    private DefinitionCheck(Server server, DomainDevices devices) {
        this.server = server;
        this.devices = devices;
    }

    /** {@link PlanFailure.DefinitionChanged} with everything that was found. */
    static Outcome<Unit> check(Server server, List<Held> held, DomainDevices devices) {
        List<String> problems = problems(server, held, devices);
        return problems.isEmpty()
                ? Outcome.done()
                : Outcome.failed(new PlanFailure.DefinitionChanged(
                        server.id().toString(), DomainSpec.domainName(server), problems));
    }

    /** Everything that was found, a sentence each. */
    public static List<String> problems(Server server, List<Held> held, DomainDevices devices) {
        DefinitionCheck check = new DefinitionCheck(server, devices);
        check.devices(held);
        return List.copyOf(check.problems);
    }

    private void devices(List<Held> held) {
        Set<String> known = new HashSet<>();
        for (Held each : held) {
            String alias = DiskSpec.aliasOf(each.volume().id());
            known.add(alias);
            devices.diskByAlias(alias).ifPresentOrElse(disk -> planned(each, disk), () -> missing(each));
        }
        for (Disk disk : devices.disks()) {
            if (disk.device().equals("lun")) {
                passedThrough(disk);
            }
            boolean stranger = disk.alias().filter(known::contains).isEmpty();
            if (stranger && (disk.device().equals("lun") || disk.source().startsWith("iscsi:"))) {
                problems.add(name(disk) + " is a LUN that Lunette does not know (" + disk.source() + ")");
            }
        }
    }

    /** One that is on its way in either direction may be there or not. */
    private void missing(Held held) {
        switch (held.attachment().status()) {
            case ATTACHED, LOST ->
                problems.add("it has no disk of volume " + held.volume().id() + ", which was "
                        + held.attachment().deviceName());
            case ATTACHING, DETACHING -> {}
        }
    }

    private void planned(Held held, Disk disk) {
        Attachment attachment = held.attachment();
        Volume volume = held.volume();
        if (!disk.device().equals(attachment.mode().wire())) {
            problems.add(name(disk) + " is device='" + disk.device() + "' and was attached as '"
                    + attachment.mode().wire() + "'");
        }
        volume.lun()
                .filter(lun -> !leadsTo(lun, disk))
                .map(this::path)
                .ifPresent(path -> problems.add(name(disk) + " leads to " + disk.source() + " and not to " + path));
        if (disk.shareable() != volume.multiattach()) {
            problems.add(name(disk)
                    + (disk.shareable()
                            ? " is shareable, and its volume is not multiattach"
                            : " lacks <shareable/>, and its volume is multiattach"));
        }
        if (attachment.mode() == DeviceMode.DISK) {
            uncached(disk);
        }
    }

    /** The names of a host's kernel end with the designator. */
    private boolean leadsTo(Lun lun, Disk disk) {
        Wwid wwid = lun.identity().wwid();
        return disk.isOfKernel()
                ? disk.source().endsWith(wwid.kernelName()) || disk.source().endsWith("0x" + wwid.digits())
                : path(lun).equals(disk.source());
    }

    private String path(Lun lun) {
        return "iscsi:" + lun.place() + " as " + server.initiator();
    }

    private void passedThrough(Disk disk) {
        String model = disk.address()
                .flatMap(address -> devices.controller(address.controller()))
                .map(ScsiController::model)
                .orElse("");
        if (!model.equals(ScsiModel.VIRTIO_SCSI.libvirtName())) {
            problems.add(name(disk) + " is a LUN on a controller of model '" + model + "', and only virtio-scsi passes"
                    + " a guest's SCSI commands through");
        }
        uncached(disk);
        if (disk.traits().readOnly()) {
            problems.add(name(disk) + " has <readonly/>, which a LUN does not heed");
        }
        if (disk.traits().throttled()) {
            problems.add(name(disk) + " has <iotune>, which a LUN does not heed");
        }
        if (disk.traits().reservations() && disk.source().startsWith("iscsi:")) {
            problems.add(name(disk) + " has <reservations>, which a LUN reached over the network does not heed");
        }
    }

    private void uncached(Disk disk) {
        if (disk.traits().cache().filter(WITHOUT_CACHE::contains).isEmpty()) {
            problems.add(name(disk) + " has cache='" + disk.traits().cache().orElse("default")
                    + "', and between guest and array there must be none");
        }
    }

    private static String name(Disk disk) {
        Optional<String> alias = disk.alias();
        return "disk " + disk.target() + alias.map(name -> " (" + name + ")").orElse("");
    }
}
