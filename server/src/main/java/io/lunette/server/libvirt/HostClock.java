package io.lunette.server.libvirt;

import io.lunette.domainxml.Element;
import io.lunette.port.HostInspection.HostTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Tells a host's time by when it says that a file was made. */
record HostClock(LibvirtHost host) {
    private static final String VOLUME = "lunette-doctor.clock";
    private static final int NANOSECONDS_DIGITS = 9;

    HostTime read(HostConnection connection) throws LibvirtError {
        try (StoragePool pool = StoragePool.ensure(connection, host.poolName(), host.poolPath())) {
            removeLeftOver(pool);
            Instant before = Instant.now();
            try (StoragePool.Volume volume = pool.create(VOLUME, "raw", 0)) {
                Instant after = Instant.now();
                try {
                    return new HostTime(modified(volume.description()), before, after);
                } finally {
                    volume.delete();
                }
            }
        }
    }

    private static void removeLeftOver(StoragePool pool) throws LibvirtError {
        Optional<StoragePool.Volume> found = pool.volume(VOLUME);
        if (found.isPresent()) {
            try (StoragePool.Volume volume = found.get()) {
                volume.delete();
            }
        }
    }

    /** {@code <mtime>} counts seconds, with nanoseconds after the point. */
    private static Instant modified(Element volume) throws LibvirtError {
        String time = volume.child("target")
                .flatMap(target -> target.child("timestamps"))
                .flatMap(timestamps -> timestamps.child("mtime"))
                .map(Element::text)
                .orElseThrow(() -> new LibvirtError(0, "its volumes have no time"));
        BigDecimal seconds = new BigDecimal(time.strip());
        return Instant.ofEpochSecond(
                seconds.longValue(),
                seconds.remainder(BigDecimal.ONE)
                        .movePointRight(NANOSECONDS_DIGITS)
                        .longValue());
    }
}
