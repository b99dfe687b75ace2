package io.lunette.server.http.own;

import io.lunette.domainxml.ControllerSpec.Driver;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainDevices.PciRoom;
import io.lunette.model.Caller;
import io.lunette.model.Lun;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import io.lunette.model.Volume;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ServerDevices;
import io.lunette.usecase.server.ServerDevices.AttachedDisk;
import io.lunette.usecase.server.ServerDevices.Controller;
import io.lunette.usecase.server.ServerDevices.Occupied;
import java.util.Locale;
import java.util.Optional;

/** A server's disks on the wire, as one caller may see them. */
record DeviceView(JsonWriter out, Caller caller) {

    void write(ServerDevices devices) {
        out.put("server", devices.server().id().toString())
                .put("scope", devices.seen().name().toLowerCase(Locale.ROOT))
                .array("controllers", devices.controllers(), controller -> out.object(() -> write(controller)))
                .array("disks", devices.others(), disk -> out.object(() -> write(disk)))
                .object("pci", () -> write(devices.pci()));
    }

    /** Where a further virtio-scsi controller could go while the server runs. */
    private void write(PciRoom room) {
        out.put("kind", room.kindFor(ScsiModel.VIRTIO_SCSI))
                .put("total", room.placesFor(ScsiModel.VIRTIO_SCSI).total())
                .put("free", room.placesFor(ScsiModel.VIRTIO_SCSI).free());
    }

    private void write(Controller controller) {
        out.put("index", controller.controller().index())
                .put("model", controller.controller().model())
                .put("alias", controller.controller().alias())
                .put("owner", controller.controller().isOurs() ? "lunette" : "other")
                .put("leaving", controller.leaving())
                .putNumber("iothread", controller.controller().ioThread())
                .putNumber("queues", controller.controller().driver().flatMap(Driver::queues))
                .array("addresses", controller.addresses(), address -> out.object(() -> write(address)));
    }

    private void write(Occupied occupied) {
        ScsiAddress address = occupied.address();
        out.put("controller", address.controller())
                .put("bus", address.bus())
                .put("target", address.target())
                .put("unit", address.unit());
        if (occupied.disk().isPresent()) {
            out.object("disk", () -> write(occupied.disk().get()));
        } else {
            out.putNull("disk");
        }
    }

    private void write(AttachedDisk attached) {
        Disk disk = attached.disk();
        out.put("name", disk.target())
                .put("bus", disk.bus())
                .put("device", disk.device())
                .put("alias", disk.alias())
                .put("shareable", disk.shareable())
                .putNumber("size_gib", attached.volume().map(Volume::sizeGiB))
                .put("wwid", attached.volume().flatMap(Volume::lun).map(DeviceView::wwid));
        out.put("image", attached.image());
        if (attached.volume().isPresent()) {
            out.object("volume", () -> write(attached.volume().get()));
        } else {
            out.putNull("volume");
        }
        if (caller.isAdmin()) {
            out.put("source", Optional.of(disk.source()).filter(source -> !source.isEmpty()));
        }
    }

    private static String wwid(Lun lun) {
        return lun.identity().wwid().toString();
    }

    private void write(Volume volume) {
        out.put("id", volume.id().toString()).put("name", caller.mayUse(volume.project()) ? volume.name() : "");
    }
}
