package io.lunette.usecase.server;

import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.domainxml.DomainDevices.ScsiController;
import io.lunette.model.ImageId;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.port.Hypervisor.Scope;
import java.util.List;
import java.util.Optional;

/**
 * What disks a server's domain has, and where.
 *
 * @param seen the running domain, or its definition when it is off
 * @param controllers SCSI controllers, by index
 * @param others disks on other buses, by name
 * @param pci places for further controllers while it runs
 */
public record ServerDevices(
        Server server, Scope seen, List<Controller> controllers, List<AttachedDisk> others, PciRoom pci) {
    public ServerDevices {
        controllers = List.copyOf(controllers);
        others = List.copyOf(others);
    }

    /**
     * A SCSI controller.
     *
     * @param leaving it was asked to go, and the guest has not let go of it yet
     * @param addresses those in use, ascending
     */
    public record Controller(ScsiController controller, boolean leaving, List<Occupied> addresses) {
        public Controller {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * An address in use.
     *
     * @param disk empty when a device of another kind sits there */
    public record Occupied(ScsiAddress address, Optional<AttachedDisk> disk) {}

    /**
     * A disk.
     *
     * @param volume what it is made of, where that is a volume
     * @param image what it was made of, where it is the disk of the server's image
     */
    public record AttachedDisk(Disk disk, Optional<Volume> volume, Optional<ImageId> image) {}
}
