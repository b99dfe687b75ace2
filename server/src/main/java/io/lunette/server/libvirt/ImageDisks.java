package io.lunette.server.libvirt;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.port.Hypervisor.DiskFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** The disks of images in a host's pool. */
final class ImageDisks {
    private static final String ACTION = "make a disk from an image";

    private final LibvirtHost host;
    private final Calls calls;

    ImageDisks(LibvirtHost host, Calls calls) {
        this.host = host;
        this.calls = calls;
    }

    /** A disk to be made. */
    record Wanted(String name, DiskFormat format, long capacityBytes, long contentBytes) {
        /** What the volume is made with; a qcow2 file brings its own size along. */
        long firstCapacity() {
            return format == DiskFormat.RAW ? Math.max(capacityBytes, contentBytes) : Math.max(capacityBytes, 1);
        }
    }

    Outcome<String> make(Wanted wanted, InputStream content) {
        Progress progress = new Progress();
        return calls.change(ACTION, progress, connection -> {
            try (StoragePool pool = StoragePool.ensure(connection, host.poolName(), host.poolPath())) {
                delete(pool, wanted.name());
                return make(connection, pool, wanted, content, progress);
            }
        });
    }

    private Outcome<String> make(
            HostConnection connection, StoragePool pool, Wanted wanted, InputStream content, Progress progress)
            throws LibvirtError {
        String format = wanted.format().name().toLowerCase(Locale.ROOT);
        try (StoragePool.Volume volume = pool.create(wanted.name(), format, wanted.firstCapacity())) {
            try {
                StorageStream.upload(connection, volume.pointer(), content, wanted.contentBytes(), progress);
                if (volume.capacity() < wanted.capacityBytes()) {
                    volume.resize(wanted.capacityBytes());
                }
                return Outcome.done(volume.path());
            } catch (LibvirtError error) {
                volume.delete();
                throw error;
            } catch (IOException unread) {
                volume.delete();
                return Outcome.failed(calls.refused(ACTION, String.valueOf(unread.getMessage())));
            }
        }
    }

    Outcome<Unit> remove(String name) {
        return calls.change("remove a disk", connection -> {
            Optional<StoragePool> found = StoragePool.find(connection, host.poolName());
            if (found.isPresent()) {
                try (StoragePool pool = found.get()) {
                    delete(pool, name);
                }
            }
            return Outcome.done();
        });
    }

    private static void delete(StoragePool pool, String name) throws LibvirtError {
        Optional<StoragePool.Volume> found = pool.volume(name);
        if (found.isPresent()) {
            try (StoragePool.Volume volume = found.get()) {
                volume.delete();
            }
        }
    }
}
