package io.lunette.server.config;

import io.lunette.model.ByteCount;
import io.lunette.model.HostName;
import io.lunette.model.HostUri;
import io.lunette.model.Iqn;
import io.lunette.model.LunPath;
import io.lunette.model.Portal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the service runs. Every value has a default: none needs to be set.
 *
 * @param publicEndpoint where clients reach the service, for the catalogue; empty: where they reached it
 * @param allowUntrustedHosts whether hosts may be added that nobody checks to be who they are
 * @param simulate domains and LUNs in memory instead of on real hosts
 */
public record Settings(
        Listen listen,
        Optional<URI> publicEndpoint,
        Path state,
        StoreLocation store,
        Path images,
        LogLevel log,
        boolean simulate,
        Target target,
        Arrays arrays,
        Host host,
        boolean allowUntrustedHosts,
        Identity identity,
        Limits limits,
        Servers servers) {

    /** Address and TCP port of the API; port 0 lets the system choose one. */
    public record Listen(String address, int port) {
        @Override
        public String toString() {
            return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        }
    }

    /**
     * The iSCSI target that Lunette runs itself.
     *
     * @param controlPort tgtd's control port (tgtadm -C), which tells one tgtd of a machine from another
     * @param luns the directory of the LUNs' files
     * @param iqnPrefix what the targets' IQNs begin with; a colon and the volume's id follow
     * @param overcommit how many times the directory's space may be promised to volumes
     * @param chap whether servers log in to volumes with CHAP
     */
    public record Target(
            int controlPort, List<Portal> portals, Iqn iqnPrefix, Path luns, double overcommit, boolean chap) {
        public Target {
            portals = List.copyOf(portals);
        }
    }

    /**
     * Arrays that are there already, whose LUNs can be adopted.
     *
     * @param portals where to look when nobody names one
     */
    public record Arrays(List<Portal> portals) {
        public Arrays {
            portals = List.copyOf(portals);
        }
    }

    /**
     * The libvirt host.
     *
     * @param pool the directory of the libvirt pool that holds image disks, on the host
     * @param patience how long a libvirt call may take before its outcome is called uncertain
     * @param initiatorPrefix what the servers' initiator IQNs begin with; a colon and the server's id follow
     * @param luns how its servers come to their LUNs
     */
    public record Host(
            HostName name,
            HostUri uri,
            VirtType virtType,
            Path pool,
            String poolName,
            Duration patience,
            Iqn initiatorPrefix,
            LunPath luns) {}

    /** How libvirt runs guests; auto asks the host whether KVM really boots one. */
    public enum VirtType {
        AUTO,
        KVM,
        QEMU
    }

    public record Identity(Duration tokenLifetime) {}

    public record Limits(ByteCount jsonBody, ByteCount image) {}

    /**
     * How servers are made and stopped.
     *
     * @param sparePciePorts free PCIe root ports of a new server, one for each controller to be plugged in later
     * @param ioThread whether each virtio-scsi controller has an iothread, where the flavor does not say
     * @param queues of each virtio-scsi controller, where the flavor does not say; empty: one for each vCPU
     * @param shutdownPatience how long a guest may take to power off by itself before the plug is pulled
     */
    public record Servers(int sparePciePorts, boolean ioThread, Optional<Integer> queues, Duration shutdownPatience) {}

    public enum LogLevel {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }
}
