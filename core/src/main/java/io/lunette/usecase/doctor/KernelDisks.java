package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.unknown;
import static io.lunette.usecase.doctor.Finding.untold;
import static io.lunette.usecase.doctor.Finding.warning;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import java.util.List;

/** The SCSI disks of the host's kernel: what Lunette does not know of, and what the kernel lets guests do with them. */
final class KernelDisks implements Check {
    private static final String DISKS = "scsi.disks";
    private static final String FILTER = "scsi.filter";
    private static final String HOLDERS = "scsi.holders";
    private static final int SHOWN = 8;

    @Override
    public List<Finding> judge(HostFacts facts) {
        return switch (facts.disks()) {
            case Outcome.Failed<List<String>>(Failure failure) -> List.of(untold(DISKS, failure, "lsscsi -is"));
            case Outcome.Done<List<String>>(List<String> xml) -> {
                List<ScsiDisk> ofSan =
                        ScsiDisk.of(xml).stream().filter(ScsiDisk::isFromSan).toList();
                if (facts.isOnBlockPath()) {
                    yield ofSan.isEmpty()
                            ? List.of(nothing(facts))
                            : List.of(strangers(ofSan, facts), filter(), holders());
                }
                yield List.of(besidesServers(ofSan, facts));
            }
        };
    }

    private static Finding nothing(HostFacts facts) {
        return warning(
                DISKS,
                "the host's kernel has no LUNs",
                "servers there are to get the kernel's LUNs: the host is on the block path",
                "Show it LUNs on the array (zoning, masking); where they come by iSCSI: lunette host login "
                        + facts.name() + " --portal PORTAL --iqn IQN");
    }

    /** Where servers reach LUNs by themselves, the host has no part in them. */
    private static Finding besidesServers(List<ScsiDisk> disks, HostFacts facts) {
        List<String> taken = disks.stream()
                .filter(disk -> facts.volumes().stream().anyMatch(disk::is))
                .map(disk -> disk.device() + " (" + disk.serial() + ")")
                .sorted()
                .toList();
        if (!taken.isEmpty()) {
            return warning(
                    DISKS,
                    "the host's kernel has LUNs of servers, beside them",
                    String.join(", ", taken) + ": servers get theirs over the network path, and what the host has, its"
                            + " LVM or somebody there may write to",
                    "Hide those LUNs from the host's own initiator on the array; or add the host with --luns block, if servers"
                            + " there are to get what its kernel has");
        }
        return disks.isEmpty()
                ? ok(DISKS, "the host's kernel has no LUNs", "servers get theirs over the network path")
                : ok(
                        DISKS,
                        "the LUNs of the host's kernel are no volumes",
                        disks.size() + " paths by iSCSI or FC; servers get theirs over the network path");
    }

    /** Whether a stranger is a left-over or somebody's own LUN, nobody but its owner knows. */
    private static Finding strangers(List<ScsiDisk> disks, HostFacts facts) {
        List<String> strangers = disks.stream()
                .filter(disk -> facts.volumes().stream().noneMatch(disk::is))
                .map(disk -> disk.device() + " (" + disk.serial() + ")")
                .sorted()
                .toList();
        if (strangers.isEmpty()) {
            return ok(DISKS, "each LUN of the host's kernel is a volume's", disks.size() + " paths by iSCSI or FC");
        }
        String more = strangers.size() > SHOWN ? " and " + (strangers.size() - SHOWN) + " more" : "";
        return unknown(
                DISKS,
                strangers.size() + " paths of the host's kernel lead to no volume of Lunette's",
                String.join(", ", strangers.subList(0, Math.min(SHOWN, strangers.size()))) + more
                        + ": other LUNs, or left over from LUNs that are gone; libvirt removes no single one",
                "lsscsi -is; if nobody uses it: multipath -f 3<wwid>; echo 1 > /sys/block/sdX/device/delete");
    }

    /** QEMU lacks CAP_SYS_RAWIO: the kernel lets through what block/scsi_ioctl.c lists. */
    private static Finding filter() {
        return ok(
                FILTER,
                "guests' rarer SCSI commands are filtered",
                "on LUNs of its own the host's kernel refuses QEMU COMPARE AND WRITE, ORWRITE, PRE-FETCH and"
                        + " others unless a volume has rawio (administrators alone: QEMU then has CAP_SYS_RAWIO)");
    }

    private static Finding holders() {
        return unknown(
                HOLDERS,
                "it is not known who on the host uses its LUNs",
                "mounts, LVM and dm-crypt on top of them cannot be seen through libvirt",
                "lsblk -o NAME,TYPE,MOUNTPOINT");
    }
}
