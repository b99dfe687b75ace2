package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskSource;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainSpec;
import io.lunette.domainxml.KernelPassage;
import io.lunette.model.BlockDeviceMapping.DiskBus;
import io.lunette.model.ByteCount;
import io.lunette.model.DeviceMode;
import io.lunette.model.GuestFormat;
import io.lunette.model.HostName;
import io.lunette.model.ImageId;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.ReservationKey;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ScsiModel;
import io.lunette.model.VolumeId;
import io.lunette.plan.Step;
import io.lunette.port.Hypervisor.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One step of each kind, with every form that what is in it can take. */
final class EveryStep {
    private static final Iqn INITIATOR = new Iqn("iqn.2026-01.io.lunette:one");
    private static final VolumeId VOLUME = new VolumeId(Samples.uuid(5));
    private static final ImageId IMAGE = new ImageId(Samples.uuid(8));
    private static final DiskSource.OfImage ROOT = new DiskSource.OfImage("x.root", DiskSource.OfImage.Format.QCOW2);
    private static final DiskSource.OfBlank SWAP = new DiskSource.OfBlank("x.swap", DiskSource.OfImage.Format.RAW);

    private EveryStep() {}

    static List<Step> list() {
        Lun lun = Samples.lun("naa.6e3e1c4a0b0c4d5e8f90a1b2c3d4e5f6");
        ControllerSpec plain = ControllerSpec.at(0, ScsiModel.LSILOGIC);
        ControllerSpec driven = new ControllerSpec(
                1,
                ScsiModel.VIRTIO_SCSI,
                "ua-lunette-scsi1",
                Optional.of(new ControllerSpec.Driver(Optional.of(1001), Optional.of(4))));
        DiskSpec disk = new DiskSpec(
                new DiskSource.OfVolume(VOLUME),
                DiskSpec.aliasOf(VOLUME),
                DeviceMode.LUN,
                DiskBus.SCSI,
                "sda",
                Optional.of(new ScsiAddress(1, 0, 2, 0)),
                Optional.of(1),
                INITIATOR,
                true,
                new KernelPassage(true, true));
        DomainSpec domain = new DomainSpec(
                Samples.fullServer(),
                new DomainSpec.HostTraits("kvm", "/usr/bin/qemu " + Samples.HOSTILE, "x86_64", "q35", "/log"),
                List.of(plain, driven),
                List.of(disk, local(ROOT, "vda"), local(SWAP, "vdb")),
                List.of(new DomainSpec.DiskTag("ua-lunette-root", Samples.HOSTILE)),
                8);
        List<Step> steps = List.of(
                new Step.Expose(VOLUME, lun, INITIATOR),
                new Step.ReachLun(VOLUME, lun, INITIATOR),
                new Step.ForsakeLun(VOLUME),
                new Step.EndRegistration(VOLUME, new ReservationKey(Long.MIN_VALUE)),
                new Step.MigrateDomain(new HostName("south"), new HostName("north")),
                new Step.VerifyIdentity(VOLUME, lun, INITIATOR),
                new Step.RecognizeLun(VOLUME, lun, INITIATOR),
                new Step.PauseGuest(),
                new Step.GrowLun(VOLUME, ByteCount.ofGiB(3)),
                new Step.ResumeGuest(),
                new Step.ResizeDisk(DiskSpec.aliasOf(VOLUME), "sda", ByteCount.ofGiB(3)),
                new Step.ConfirmSize(VOLUME, lun, INITIATOR, Optional.of("ua-x"), ByteCount.ofGiB(3)),
                new Step.ConfirmSize(VOLUME, lun, INITIATOR, Optional.empty(), ByteCount.ofGiB(3)),
                new Step.LeadDisk(VOLUME),
                new Step.Withdraw(VOLUME, lun, INITIATOR),
                new Step.AddIoThread(1001, Scope.BOTH),
                new Step.RemoveIoThread(1001, Set.of(Scope.LIVE)),
                new Step.AttachController(plain, Set.of(Scope.PERSISTENT)),
                new Step.ConfirmController(driven, Set.of()),
                new Step.AttachDisk(disk, Scope.BOTH),
                new Step.ConfirmDisk(local(ROOT, "sda"), Scope.BOTH),
                new Step.DetachDisk("ua-x", "sda", Scope.BOTH),
                new Step.DetachController(1, "ua-lunette-scsi1", Scope.BOTH),
                new Step.ImportImage(ROOT, IMAGE, "qcow2", Long.MAX_VALUE),
                new Step.MakeVolume(VOLUME, 3, Optional.of(IMAGE), INITIATOR),
                new Step.MakeVolume(VOLUME, 3, Optional.empty(), INITIATOR),
                new Step.DiscardVolume(VOLUME),
                new Step.MakeBlankDisk(SWAP, GuestFormat.SWAP, "swap", 512),
                new Step.RemoveImageDisk("x.root"),
                new Step.RemoveConsoleLog(),
                new Step.DefineDomain(domain),
                new Step.UndefineDomain(),
                new Step.StartDomain(),
                new Step.PowerOffDomain());
        assertEquals(
                Set.of(Step.class.getPermittedSubclasses()),
                steps.stream().map(Step::getClass).collect(Collectors.toSet()),
                "there is one of each kind");
        return steps;
    }

    private static DiskSpec local(DiskSource source, String target) {
        return new DiskSpec(
                source,
                DiskSpec.ROOT_ALIAS,
                DeviceMode.DISK,
                DiskBus.VIRTIO,
                target,
                Optional.empty(),
                Optional.empty(),
                INITIATOR,
                false,
                KernelPassage.FILTERED);
    }
}
