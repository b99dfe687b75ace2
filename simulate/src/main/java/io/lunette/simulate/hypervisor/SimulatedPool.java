package io.lunette.simulate.hypervisor;

import io.lunette.port.Hypervisor.DiskFormat;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The disks of a simulated host. No guest reads them, so only the start of each is kept. */
final class SimulatedPool {
    private static final int KEPT = 4 << 20;
    private static final int QCOW2_SIZE_AT = 24;
    private static final int QCOW2_HEADER = 72;

    private final Map<String, Disk> disks = new ConcurrentHashMap<>();

    private record Disk(ByteBuffer start, long capacity) {}

    void put(String name, DiskFormat format, long capacity, long length, InputStream content) throws IOException {
        byte[] start = content.readNBytes(Math.toIntExact(Math.min(length, KEPT)));
        content.skipNBytes(length - start.length);
        if (start.length < Math.min(length, KEPT)) {
            throw new EOFException("the content ended after " + start.length + " of " + length + " bytes");
        }
        long own = format == DiskFormat.QCOW2 ? virtualSize(start) : length;
        disks.put(name, new Disk(ByteBuffer.wrap(start), Math.max(capacity, own)));
    }

    private static long virtualSize(byte[] start) {
        return start.length < QCOW2_HEADER ? 0 : ByteBuffer.wrap(start).getLong(QCOW2_SIZE_AT);
    }

    void remove(String name) {
        disks.remove(name);
    }

    Optional<byte[]> read(String name, int length) {
        return Optional.ofNullable(disks.get(name))
                .map(disk -> Arrays.copyOf(disk.start().array(), Math.toIntExact(Math.min(length, disk.capacity()))));
    }

    List<String> names() {
        return disks.keySet().stream().sorted().toList();
    }

    long capacity(String name) {
        return Optional.ofNullable(disks.get(name)).map(Disk::capacity).orElse(0L);
    }
}
