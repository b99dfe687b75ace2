package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at a host as a doctor does: with what libvirt lets one see, and no agent. Nothing of the host is changed. What is
 * made there for a look, a pool without a definition over a folder or an empty volume in Lunette's own pool, is named
 * {@code lunette-doctor...} and gone when the method returns; what a controller left behind that died meanwhile is cleared
 * away by the next look at the same thing.
 *
 * <p>May be called from any thread. Ends as the calls of {@link Hypervisor} do. A few looks at once are taken, and further
 * ones refused ({@code HostFailure.Unreachable}): looks that hang must not use up the threads that servers need.
 */
public interface HostInspection {
    /**
     * The files of a folder whose names are wanted, by name; empty where there is no such folder. libvirt lists the whole
     * folder, and reads the start of every file in it. A symbolic link is followed. A file above {@code mostBytes} is
     * refused ({@code HostFailure.Refused}).
     */
    Outcome<Optional<Map<String, byte[]>>> files(String folder, Predicate<String> wanted, int mostBytes);

    /** What time it is there: the file system's, at a file made for it. */
    Outcome<HostTime> time();

    /** What libvirt says that domains may have (virConnectGetDomainCapabilities, for q35 where the host has it). */
    Outcome<String> domainCapabilities();

    /** The XML of each disk that the host's kernel has (node devices of the capability {@code storage}). */
    Outcome<List<String>> disks();

    /**
     * The targets of which a portal tells the host's own initiator (virConnectFindStoragePoolSources; iscsiadm there, under
     * the name in /etc/iscsi/initiatorname.iscsi). Leaves no record and no session. Refused where nobody answers.
     */
    Outcome<List<Iqn>> targets(Portal portal);

    /**
     * The host's time, and between which two moments of the controller's clock it was.
     */
    record HostTime(Instant there, Instant before, Instant after) {
        /** How far the host is ahead of the controller, at least: what the call itself may have taken does not count. */
        public Duration ahead() {
            if (there.isAfter(after)) {
                return Duration.between(after, there);
            }
            return there.isBefore(before) ? Duration.between(before, there) : Duration.ZERO;
        }
    }
}
