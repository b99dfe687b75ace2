package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiModel;
import io.lunette.model.Volume;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides bus, device and controller model of a disk from what request, volume and images say; in that order of
 * precedence. A LUN sits on virtio-scsi or the request is refused; it is never quietly made something else.
 *
 * @param bus what the request says
 * @param type what the request says
 * @param volume the volume behind the disk; empty for a disk made of the server's image
 * @param imageProperties of the server's image; empty when it has none
 * @param offered the models that the host can make
 */
public record DiskDecision(
        Optional<DiskBus> bus,
        Optional<DeviceType> type,
        Optional<Volume> volume,
        Map<String, String> imageProperties,
        Set<ScsiModel> offered,
        String host) {

    public static final String DISK_BUS = "hw_disk_bus";

    /** What said the model, for telling people where to change it. */
    private record Said(ScsiModel model, String where, String command) {}

    public Outcome<DiskChoice> decide() {
        return saidModel().then(said -> {
            if (wantsLun()) {
                return lun(said);
            }
            return disk(said);
        });
    }

    private boolean wantsLun() {
        return type.isPresent()
                ? type.get() == DeviceType.LUN
                : volume.map(v -> v.metadata().get(Volume.SCSI_MODEL))
                        .filter(ScsiModel.VIRTIO_SCSI.libvirtName()::equals)
                        .isPresent();
    }

    private Outcome<DiskChoice> lun(Optional<Said> said) {
        if (bus.isPresent() && bus.get() != DiskBus.SCSI) {
            return Outcome.failed(
                    new PlanFailure.LunNeedsScsiBus(bus.get().name().toLowerCase(Locale.ROOT)));
        }
        if (said.isPresent() && said.get().model() != ScsiModel.VIRTIO_SCSI) {
            return Outcome.failed(new PlanFailure.LunNeedsVirtioScsi(
                    volumeId(),
                    said.get().where(),
                    said.get().model().libvirtName(),
                    said.get().command()));
        }
        return offered(DiskChoice.scsi(DeviceMode.LUN, ScsiModel.VIRTIO_SCSI));
    }

    private Outcome<DiskChoice> disk(Optional<Said> said) {
        return chosenBus(said)
                .then(chosen -> chosen == DiskBus.SCSI
                        ? offered(DiskChoice.scsi(
                                DeviceMode.DISK, said.map(Said::model).orElse(ScsiModel.LSILOGIC)))
                        : Outcome.done(new DiskChoice(chosen, DeviceMode.DISK, Optional.empty())));
    }

    private Outcome<DiskBus> chosenBus(Optional<Said> said) {
        if (bus.isPresent()) {
            return Outcome.done(bus.get());
        }
        Optional<String> property = volume.map(v -> v.imageMetadata().get(DISK_BUS))
                .or(() -> Optional.ofNullable(imageProperties.get(DISK_BUS)));
        if (property.isPresent()) {
            return busNamed(property.get());
        }
        return Outcome.done(said.isPresent() ? DiskBus.SCSI : DiskBus.VIRTIO);
    }

    private static Outcome<DiskBus> busNamed(String name) {
        for (DiskBus bus : DiskBus.values()) {
            if (bus.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Outcome.done(bus);
            }
        }
        return Outcome.failed(new PlanFailure.BadMapping(
                "the image's property " + DISK_BUS,
                "'" + io.lunette.model.Shown.text(name) + "' is not a disk bus",
                "Use one of scsi, virtio, sata, ide, usb, fdc"));
    }

    private Outcome<DiskChoice> offered(DiskChoice choice) {
        ScsiModel model = choice.model().orElseThrow();
        return offered.contains(model)
                ? Outcome.done(choice)
                : Outcome.failed(new PlanFailure.ModelNotOffered(
                        model.libvirtName(),
                        host,
                        String.join(
                                ", ",
                                offered.stream()
                                        .map(ScsiModel::libvirtName)
                                        .sorted()
                                        .toList())));
    }

    private Outcome<Optional<Said>> saidModel() {
        if (volume.isPresent()) {
            Volume v = volume.get();
            String metadata = v.metadata().get(Volume.SCSI_MODEL);
            if (metadata != null) {
                return said(
                        metadata,
                        "volume " + v.id(),
                        "openstack volume set --property hw_scsi_model=virtio-scsi " + v.id());
            }
            String imageMetadata = v.imageMetadata().get(Volume.SCSI_MODEL);
            if (imageMetadata != null) {
                return said(
                        imageMetadata,
                        "the image of volume " + v.id(),
                        "openstack volume set --image-property hw_scsi_model=virtio-scsi " + v.id());
            }
        }
        String property = imageProperties.get(Volume.SCSI_MODEL);
        return property == null
                ? Outcome.done(Optional.empty())
                : said(
                        property,
                        "the server's image",
                        "openstack volume set --property hw_scsi_model=virtio-scsi " + volumeId());
    }

    private static Outcome<Optional<Said>> said(String value, String where, String command) {
        return ScsiModel.parse(value)
                .orFail(problem -> new PlanFailure.UnknownModel(where, problem, command))
                .map(model -> Optional.of(new Said(model, where, command)));
    }

    private String volumeId() {
        return volume.map(v -> v.id().toString()).orElse("VOLUME");
    }
}
