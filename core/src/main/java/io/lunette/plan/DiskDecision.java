package io.lunette.plan;

import io.lunette.failure.Outcome;
import io.lunette.failure.PlanFailure;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiModel;
import io.lunette.model.Volume;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides bus, device and controller model of a disk from what request, volume and images say; in that order of
 * precedence. A LUN sits on virtio-scsi or the request is refused; it is never quietly made something else.
 *
 * @param entry where the request says it, for telling people: {@code block_device_mapping_v2[0]}
 * @param disk what it is about: {@code Volume 0c59...}
 * @param bus what the request says
 * @param type what the request says
 * @param deviceName what the request says; only where nothing else says more is its first letter a word for a bus
 * @param sources the strongest first
 */
public record DiskDecision(
        String entry,
        String disk,
        Optional<DiskBus> bus,
        Optional<DeviceType> type,
        Optional<String> deviceName,
        List<PropertySource> sources,
        HostOffer host) {

    public DiskDecision {
        sources = List.copyOf(sources);
    }

    /** About a volume of which the request says nothing more: as it is when a volume is added to a server. */
    public static DiskDecision ofAttached(Volume volume, List<PropertySource> sources, HostOffer host) {
        return new DiskDecision(
                "volumeAttachment",
                "Volume " + volume.id(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                sources,
                host);
    }

    /** About a volume that servers are to share as a LUN, whatever its properties leave open. */
    public static DiskDecision ofShared(Volume volume, List<PropertySource> sources, HostOffer host) {
        return new DiskDecision(
                "cluster",
                "Volume " + volume.id(),
                Optional.of(DiskBus.SCSI),
                Optional.of(DeviceType.LUN),
                Optional.empty(),
                sources,
                host);
    }

    /** What a source said of the model. */
    private record SaidModel(ScsiModel model, PropertySource source) {}

    public Outcome<DiskChoice> decide() {
        return wantsLun() ? lun() : emulated(mode());
    }

    private boolean wantsLun() {
        return type.map(DeviceType.LUN::equals)
                .orElseGet(() -> sources.stream()
                        .filter(PropertySource::marksPassthrough)
                        .flatMap(source -> source.value(Volume.SCSI_MODEL).stream())
                        .anyMatch(ScsiModel.VIRTIO_SCSI.libvirtName()::equals));
    }

    private DeviceMode mode() {
        return switch (type.orElse(DeviceType.DISK)) {
            case DISK -> DeviceMode.DISK;
            case LUN -> DeviceMode.LUN;
            case CDROM -> DeviceMode.CDROM;
            case FLOPPY -> DeviceMode.FLOPPY;
        };
    }

    private Outcome<DiskChoice> lun() {
        return onScsi().then(fine -> saidModel()).then(said -> {
            if (said.isPresent() && said.get().model() != ScsiModel.VIRTIO_SCSI) {
                return Outcome.failed(otherModel(said.get()));
            }
            return offered(DiskChoice.scsi(DeviceMode.LUN, ScsiModel.VIRTIO_SCSI));
        });
    }

    /** Of properties only those of the volume itself count here: images name the bus of emulated disks. */
    private Outcome<DiskBus> onScsi() {
        return new BusDecision(this, DeviceMode.LUN)
                .said()
                .then(said -> said.filter(chosen -> chosen.bus() != DiskBus.SCSI)
                        .<Outcome<DiskBus>>map(other -> Outcome.failed(
                                new PlanFailure.LunNeedsScsiBus(other.where(), BusDecision.word(other.bus()))))
                        .orElse(Outcome.done(DiskBus.SCSI)));
    }

    private PlanFailure otherModel(SaidModel said) {
        return new PlanFailure.LunNeedsVirtioScsi(
                disk,
                said.source().owner(),
                said.model().libvirtName(),
                said.source().command(Volume.SCSI_MODEL, ScsiModel.VIRTIO_SCSI.libvirtName()));
    }

    private Outcome<DiskChoice> emulated(DeviceMode mode) {
        return new BusDecision(this, mode)
                .decide()
                .then(chosen -> chosen == DiskBus.SCSI
                        ? saidModel()
                                .then(said -> offered(DiskChoice.scsi(
                                        mode, said.map(SaidModel::model).orElse(ScsiModel.LSILOGIC))))
                        : Outcome.done(new DiskChoice(chosen, mode, Optional.empty())));
    }

    private Outcome<DiskChoice> offered(DiskChoice choice) {
        ScsiModel model = choice.model().orElseThrow();
        return host.scsiModels().contains(model)
                ? Outcome.done(choice)
                : Outcome.failed(new PlanFailure.ModelNotOffered(
                        model.libvirtName(),
                        host.host(),
                        host.scsiModels().stream()
                                .map(ScsiModel::libvirtName)
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    boolean anySaysModel() {
        return sources.stream()
                .anyMatch(source -> source.value(Volume.SCSI_MODEL).isPresent());
    }

    private Outcome<Optional<SaidModel>> saidModel() {
        for (PropertySource source : sources) {
            Optional<String> value = source.value(Volume.SCSI_MODEL);
            if (value.isPresent()) {
                return ScsiModel.parse(value.get())
                        .orFail(problem -> new PlanFailure.UnknownModel(
                                source.owner(),
                                problem,
                                source.command(Volume.SCSI_MODEL, ScsiModel.VIRTIO_SCSI.libvirtName())))
                        .map(model -> Optional.of(new SaidModel(model, source)));
            }
        }
        return Outcome.done(Optional.empty());
    }
}
