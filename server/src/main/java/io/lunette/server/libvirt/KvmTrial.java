package io.lunette.server.libvirt;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees whether KVM really runs guests on a host. That libvirt offers it says only that /dev/kvm is there: some clouds
 * have one on which each access to a device or ROM takes so long that kernels never come up. So two empty domains are
 * started side by side, one with KVM and one emulated, and the firmware of each runs until it finds nothing to boot. KVM
 * is taken where its firmware comes to that point before the emulated one has had twice its time. Both have the same
 * load to bear, so a busy host changes nothing. Both have the processor that guests get: QEMU does not start where KVM
 * refuses what belongs to it (its model-specific registers, say). What is not tried is a guest kernel: there is none at hand.
 */
final class KvmTrial {
    private static final Logger LOG = LoggerFactory.getLogger(KvmTrial.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final long LOOK_EVERY_MILLIS = 10;

    private final HostConnection connection;
    private final String machine;
    private final Progress progress;

    KvmTrial(HostConnection connection, String machine, Progress progress) {
        this.connection = connection;
        this.machine = machine;
        this.progress = progress;
    }

    /** {@code false} too where the trial cannot be made. */
    boolean succeeds() {
        try (Probe emulated = begin("qemu");
                Probe kvm = begin("kvm")) {
            emulated.domain().resume();
            kvm.domain().resume();
            return race(emulated.domain(), kvm.domain());
        } catch (LibvirtError refused) {
            LOG.info("KVM is not used: {}", RefusalText.of(refused.message()));
            return false;
        }
    }

    private Probe begin(String virtType) throws LibvirtError {
        return new Probe(connection.createPaused(ProbeDomain.bare(virtType, machine)), progress);
    }

    /** Ends with the trial, however that goes; also where the other one of the two was refused. */
    private record Probe(NativeDomain domain, Progress progress) implements AutoCloseable {
        @Override
        public void close() {
            // Ending an emulated guest takes seconds. A service that ends leaves it to libvirt, when the connection
            // goes.
            if (!progress.isUnwanted()) {
                end(domain);
            }
            domain.close();
        }
    }

    private boolean race(NativeDomain emulated, NativeDomain kvm) throws LibvirtError {
        Instant start = Instant.now();
        Instant deadline = start.plus(LONGEST);
        boolean measured = false;
        while (Instant.now().isBefore(deadline) && !progress.isUnwanted()) {
            if (!isThere(kvm)) {
                return true;
            }
            if (!measured && !isThere(emulated)) {
                measured = true;
                Duration taken = Duration.between(start, Instant.now());
                deadline = start.plus(taken.multipliedBy(2)).plus(GRACE);
            }
            progress.step();
            pause();
        }
        if (progress.isUnwanted()) {
            return false;
        }
        LOG.info("KVM is not used: its firmware takes more than twice as long as emulated firmware");
        return false;
    }

    /** A probe is no longer there once it stopped. */
    private static boolean isThere(NativeDomain domain) throws LibvirtError {
        try {
            return domain.isActive();
        } catch (LibvirtError error) {
            if (error.code() == LibvirtError.NO_DOMAIN) {
                return false;
            }
            throw error;
        }
    }

    private static void end(NativeDomain domain) {
        try {
            domain.destroy();
        } catch (LibvirtError gone) {
            LOG.trace("the probe ended by itself: {}", gone.message());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
