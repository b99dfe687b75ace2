package io.lunette.usecase.doctor;

import static io.lunette.usecase.doctor.Finding.ok;
import static io.lunette.usecase.doctor.Finding.unknown;
import static io.lunette.usecase.doctor.Finding.warning;

import java.util.List;
import java.util.Optional;

/**
 * What a guest sees when a path of a multipath LUN fails. dm-multipath cannot tell whether an SG_IO that it passed on
 * met a path error, and does not pass a path by for it: multipathd's checker does, once it has run. QEMU 10.1 asks it to probe its paths (DM_MPATH_PROBE_PATHS, Linux 6.16) and asks again; QEMU 10.2 also waits for a map that
 * is suspended ("file-posix: Probe paths and retry SG_IO on potential path errors", "file-posix: Handle suspended
 * dm-multipath better for SG_IO").
 */
final class PathFailover implements Check {
    private static final String CODE = "qemu.path-failover";

    @Override
    public List<Finding> judge(HostFacts facts) {
        return List.of(facts.isOnBlockPath() ? onBlockPath(facts.offers().qemuVersion()) : onNetworkPath());
    }

    private static Finding onNetworkPath() {
        return ok(
                CODE,
                "path failover does not come into it",
                "the host's servers get their LUNs over the network; QEMU's own initiator has one path to each, and the"
                        + " array moves the portal's address");
    }

    private static Finding onBlockPath(String qemu) {
        Optional<Version> version = Version.parse(qemu);
        if (version.isEmpty()) {
            return unknown(
                    CODE,
                    "it is not known what guests see when a path fails",
                    "QEMU calls its version '" + qemu + "'",
                    "qemu-system-x86_64 --version");
        }
        if (version.get().isBefore(10, 1)) {
            return warning(
                    CODE,
                    "guests see I/O errors when a path to their LUN fails, until multipathd has noticed",
                    "QEMU " + qemu
                            + " does not repeat SCSI commands on another path, 10.1 does; each one that goes by the"
                            + " lost path is ABORTED COMMAND until multipathd's checker takes that path away",
                    "Upgrade to QEMU 10.1 and Linux 6.16 or newer; until then set a short polling_interval in"
                            + " multipath.conf, let software in guests repeat, and never set error_policy=stop");
        }
        return version.get().isBefore(10, 2)
                ? warning(
                        CODE,
                        "a guest may see an I/O error when a path to its LUN fails while reservations change",
                        "QEMU " + qemu
                                + " repeats SCSI commands on another path, and waits 1 ms alone for a map that is"
                                + " suspended; 10.2 waits up to a second",
                        "Upgrade to QEMU 10.2")
                : ok(
                        CODE,
                        "QEMU repeats SCSI commands on another path",
                        "QEMU " + qemu + " does where the host's kernel is Linux 6.16 or newer (uname -r there)");
    }
}
