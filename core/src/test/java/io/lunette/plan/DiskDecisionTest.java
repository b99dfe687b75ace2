package io.lunette.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.model.BlockDeviceMapping.DeviceType;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.DeviceMode;
import io.lunette.model.ScsiModel;
import io.lunette.model.Volume;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The table of decisions, row by row; each says what request, volume and images say, and what becomes of it. */
class DiskDecisionTest {
    private static final Map<String, String> NOTHING = Map.of();
    private static final DiskChoice LUN =
            new DiskChoice(DiskBus.SCSI, DeviceMode.LUN, Optional.of(ScsiModel.VIRTIO_SCSI));

    /** What is said; everything that is not set says nothing. */
    private record Said(
            Optional<DiskBus> bus,
            Optional<DeviceType> type,
            Optional<String> device,
            Map<String, String> metadata,
            Map<String, String> volumeImage,
            Map<String, String> serverImage,
            String machine) {
        Said with(DiskBus newBus) {
            return new Said(Optional.of(newBus), type, device, metadata, volumeImage, serverImage, machine);
        }

        Said with(DeviceType newType) {
            return new Said(bus, Optional.of(newType), device, metadata, volumeImage, serverImage, machine);
        }

        Said named(String name) {
            return new Said(bus, type, Optional.of(name), metadata, volumeImage, serverImage, machine);
        }

        Said byVolume(String key, String value) {
            return new Said(bus, type, device, Map.of(key, value), volumeImage, serverImage, machine);
        }

        Said byVolumesImage(String key, String value) {
            return new Said(bus, type, device, metadata, Map.of(key, value), serverImage, machine);
        }

        Said byServersImage(String key, String value) {
            return new Said(bus, type, device, metadata, volumeImage, Map.of(key, value), machine);
        }

        Said onPc() {
            return new Said(bus, type, device, metadata, volumeImage, serverImage, "pc-i440fx-7.2");
        }

        Outcome<DiskChoice> decided() {
            Volume volume = Samples.volume(1, metadata, volumeImage);
            return new DiskDecision(
                            "block_device_mapping_v2[3]",
                            "Volume " + volume.id(),
                            bus,
                            type,
                            device,
                            PropertySource.ofVolume(volume, serverImage),
                            Samples.offer(machine))
                    .decide();
        }

        DiskChoice becomes() {
            return decided().get();
        }

        Failure refusedFor(String code) {
            Failure failure = decided().failureIfAny().orElseThrow();
            assertEquals(code, failure.code());
            assertEquals(400, failure.kind().httpStatus());
            return failure;
        }
    }

    private static Said nothing() {
        return new Said(Optional.empty(), Optional.empty(), Optional.empty(), NOTHING, NOTHING, NOTHING, "pc-q35-7.2");
    }

    private static Said model(String model) {
        return nothing().byVolume("hw_scsi_model", model);
    }

    private static DiskChoice emulated(ScsiModel model) {
        return new DiskChoice(DiskBus.SCSI, DeviceMode.DISK, Optional.of(model));
    }

    private static DiskChoice on(DiskBus bus, DeviceMode mode) {
        return new DiskChoice(bus, mode, Optional.empty());
    }

    @Test
    void a_lun_of_which_nothing_is_said_gets_virtio_scsi() {
        assertEquals(LUN, nothing().with(DeviceType.LUN).becomes());
        assertEquals(LUN, nothing().with(DeviceType.LUN).with(DiskBus.SCSI).becomes());
    }

    @Test
    void a_lun_is_refused_where_volume_or_image_says_another_model() {
        for (Said said : new Said[] {
            model("lsi"),
            model("lsisas1068"),
            nothing().byVolumesImage("hw_scsi_model", "lsilogic"),
            nothing().byServersImage("hw_scsi_model", "vmpvscsi")
        }) {
            Failure failure = said.with(DeviceType.LUN).refusedFor("plan.lun-needs-virtio-scsi");
            assertTrue(failure.why().contains("hw_scsi_model"), failure.sentence());
            assertTrue(failure.fix().contains("hw_scsi_model=virtio-scsi"), failure.sentence());
        }
        assertTrue(nothing()
                .byVolumesImage("hw_scsi_model", "lsi")
                .with(DeviceType.LUN)
                .refusedFor("plan.lun-needs-virtio-scsi")
                .fix()
                .startsWith("openstack volume set --image-property "));
    }

    @Test
    void the_volumes_metadata_goes_before_its_image_and_that_before_the_servers_image() {
        Said both = model("virtio-scsi")
                .byVolumesImage("hw_scsi_model", "lsi")
                .byServersImage("hw_scsi_model", "lsisas1068");
        assertEquals(LUN, both.becomes());
        assertEquals(emulated(ScsiModel.VIRTIO_SCSI), both.with(DeviceType.DISK).becomes());
        Said images =
                nothing().byVolumesImage("hw_scsi_model", "vmpvscsi").byServersImage("hw_scsi_model", "lsisas1068");
        assertEquals(emulated(ScsiModel.VMPVSCSI), images.becomes());
        assertEquals(
                emulated(ScsiModel.LSISAS1068),
                nothing().byServersImage("hw_scsi_model", "lsisas1068").becomes());
    }

    @Test
    void a_scsi_disk_of_which_nothing_is_said_gets_lsilogic_which_lsi_means_too() {
        assertEquals(
                emulated(ScsiModel.LSILOGIC),
                nothing().with(DiskBus.SCSI).with(DeviceType.DISK).becomes());
        assertEquals(emulated(ScsiModel.LSILOGIC), model("lsi").becomes());
        assertEquals(
                emulated(ScsiModel.VIRTIO_SCSI),
                nothing()
                        .with(DiskBus.SCSI)
                        .with(DeviceType.DISK)
                        .byServersImage("hw_scsi_model", "virtio-scsi")
                        .becomes());
    }

    @Test
    void virtio_scsi_in_the_volumes_metadata_makes_it_a_lun_and_in_an_image_never() {
        assertEquals(LUN, model("virtio-scsi").becomes());
        assertEquals(LUN, model("virtio-scsi").with(DiskBus.SCSI).becomes());
        assertEquals(
                emulated(ScsiModel.VIRTIO_SCSI),
                model("virtio-scsi").with(DeviceType.DISK).becomes());
        assertEquals(
                emulated(ScsiModel.VIRTIO_SCSI),
                nothing().byVolumesImage("hw_scsi_model", "virtio-scsi").becomes());
        assertEquals(
                emulated(ScsiModel.VIRTIO_SCSI),
                nothing().byServersImage("hw_scsi_model", "virtio-scsi").becomes());
    }

    @Test
    void a_lun_on_another_bus_is_refused_whoever_names_the_bus() {
        for (DiskBus bus : new DiskBus[] {DiskBus.SATA, DiskBus.IDE, DiskBus.USB, DiskBus.VIRTIO, DiskBus.FDC}) {
            Failure failure = nothing().with(DeviceType.LUN).with(bus).refusedFor("plan.lun-needs-scsi-bus");
            assertTrue(failure.why().contains("block_device_mapping_v2[3].disk_bus"), failure.sentence());
        }
        assertTrue(model("virtio-scsi")
                .with(DiskBus.VIRTIO)
                .refusedFor("plan.lun-needs-scsi-bus")
                .fix()
                .contains("type=disk"));
        assertTrue(nothing()
                .byVolume("hw_disk_bus", "sata")
                .with(DeviceType.LUN)
                .refusedFor("plan.lun-needs-scsi-bus")
                .why()
                .contains("hw_disk_bus of volume"));
    }

    @Test
    void what_images_say_of_the_bus_of_emulated_disks_keeps_no_lun_away() {
        assertEquals(
                LUN,
                nothing()
                        .byVolumesImage("hw_disk_bus", "virtio")
                        .with(DeviceType.LUN)
                        .becomes());
        assertEquals(
                LUN, model("virtio-scsi").byServersImage("hw_disk_bus", "sata").becomes());
    }

    @Test
    void hw_disk_bus_counts_from_metadata_volume_image_and_server_image_in_that_order_and_after_the_request() {
        Said all = nothing()
                .byVolume("hw_disk_bus", "sata")
                .byVolumesImage("hw_disk_bus", "scsi")
                .byServersImage("hw_disk_bus", "usb");
        assertEquals(
                on(DiskBus.VIRTIO, DeviceMode.DISK), all.with(DiskBus.VIRTIO).becomes());
        assertEquals(on(DiskBus.SATA, DeviceMode.DISK), all.becomes());
        assertEquals(
                emulated(ScsiModel.LSILOGIC),
                nothing()
                        .byVolumesImage("hw_disk_bus", "scsi")
                        .byServersImage("hw_disk_bus", "usb")
                        .becomes());
        assertEquals(
                on(DiskBus.USB, DeviceMode.DISK),
                nothing().byServersImage("hw_disk_bus", "usb").becomes());
        assertEquals(on(DiskBus.VIRTIO, DeviceMode.DISK), nothing().becomes());
    }

    @Test
    void a_name_decides_the_bus_only_where_nothing_else_does() {
        assertEquals(emulated(ScsiModel.LSILOGIC), nothing().named("/dev/sdb").becomes());
        assertEquals(on(DiskBus.VIRTIO, DeviceMode.DISK), nothing().named("vdb").becomes());
        assertEquals(
                on(DiskBus.VIRTIO, DeviceMode.DISK),
                nothing().named("/dev/sdb").with(DiskBus.VIRTIO).becomes());
        assertEquals(LUN, model("virtio-scsi").named("vda").becomes());
    }

    @Test
    void an_unknown_word_for_bus_or_model_in_a_property_is_refused_with_those_there_are() {
        Failure bus = nothing().byServersImage("hw_disk_bus", "floppynet").refusedFor("plan.bad-mapping");
        assertTrue(bus.what().contains("hw_disk_bus of the server's image"), bus.sentence());
        assertTrue(bus.fix().contains("scsi, virtio, sata, ide, usb, fdc"), bus.sentence());
        Failure model = model("pvscsi").refusedFor("plan.unknown-scsi-model");
        assertTrue(model.why().contains("lsi, lsilogic, virtio-scsi"), model.sentence());
        assertTrue(model.fix().startsWith("openstack volume set --property hw_scsi_model="), model.sentence());
    }

    @Test
    void a_model_that_the_host_has_not_is_refused_with_those_it_has() {
        Failure failure = model("ibmvscsi").refusedFor("plan.model-not-offered");
        assertTrue(failure.why().contains("lsilogic, lsisas1068, lsisas1078, virtio-scsi, vmpvscsi"), failure.why());
    }

    @Test
    void a_model_means_nothing_to_a_disk_on_another_bus() {
        assertEquals(
                on(DiskBus.VIRTIO, DeviceMode.DISK),
                nothing()
                        .byServersImage("hw_scsi_model", "no-such-model")
                        .with(DiskBus.VIRTIO)
                        .becomes());
    }

    @Test
    void a_cdrom_is_on_sata_of_q35_and_on_ide_of_pc_unless_request_or_hw_cdrom_bus_says_otherwise() {
        Said cdrom = nothing().with(DeviceType.CDROM);
        assertEquals(on(DiskBus.SATA, DeviceMode.CDROM), cdrom.becomes());
        assertEquals(on(DiskBus.IDE, DeviceMode.CDROM), cdrom.onPc().becomes());
        assertEquals(
                on(DiskBus.SATA, DeviceMode.CDROM),
                cdrom.byServersImage("hw_disk_bus", "virtio").becomes());
        assertEquals(
                new DiskChoice(DiskBus.SCSI, DeviceMode.CDROM, Optional.of(ScsiModel.LSILOGIC)),
                cdrom.byServersImage("hw_cdrom_bus", "scsi").becomes());
        assertEquals(
                on(DiskBus.USB, DeviceMode.CDROM),
                cdrom.byServersImage("hw_cdrom_bus", "scsi").with(DiskBus.USB).becomes());
        assertEquals(
                new DiskChoice(DiskBus.SCSI, DeviceMode.CDROM, Optional.of(ScsiModel.VIRTIO_SCSI)),
                model("virtio-scsi").with(DeviceType.CDROM).with(DiskBus.SCSI).becomes());
    }

    @Test
    void a_floppy_is_on_fdc_and_nothing_else_is() {
        assertEquals(
                on(DiskBus.FDC, DeviceMode.FLOPPY),
                nothing().with(DeviceType.FLOPPY).becomes());
        nothing().with(DeviceType.FLOPPY).with(DiskBus.SCSI).refusedFor("plan.bad-mapping");
        nothing().with(DeviceType.DISK).with(DiskBus.FDC).refusedFor("plan.bad-mapping");
        nothing().with(DeviceType.CDROM).with(DiskBus.FDC).refusedFor("plan.bad-mapping");
        nothing().with(DeviceType.CDROM).with(DiskBus.VIRTIO).refusedFor("plan.bad-mapping");
    }

    @Test
    void a_bus_that_the_machine_has_not_is_refused_with_those_it_has() {
        Failure failure = nothing().with(DiskBus.IDE).refusedFor("plan.bad-mapping");
        assertTrue(failure.what().contains("block_device_mapping_v2[3].disk_bus"), failure.sentence());
        assertTrue(failure.fix().contains("scsi, virtio, sata, usb"), failure.sentence());
        assertEquals(
                on(DiskBus.IDE, DeviceMode.DISK),
                nothing().with(DiskBus.IDE).onPc().becomes());
    }

    @Test
    void a_disk_to_be_made_takes_the_word_of_its_own_image_before_the_servers() {
        var image = new io.lunette.model.ImageId(new java.util.UUID(1, 2));
        DiskDecision decision = new DiskDecision(
                "entry",
                "A volume to be made",
                Optional.empty(),
                Optional.of(DeviceType.LUN),
                Optional.empty(),
                PropertySource.ofNew(
                        Optional.of(image), Map.of("hw_scsi_model", "lsi"), Map.of("hw_scsi_model", "virtio-scsi")),
                Samples.offer("pc-q35-7.2"));
        Failure failure = decision.decide().failureIfAny().orElseThrow();
        assertEquals("plan.lun-needs-virtio-scsi", failure.code());
        assertEquals("openstack image set --property hw_scsi_model=virtio-scsi " + image, failure.fix());
    }
}
