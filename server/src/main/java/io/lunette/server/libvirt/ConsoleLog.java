package io.lunette.server.libvirt;

import io.lunette.model.ServerId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The log of a server's serial console: a file that virtlogd writes into the pool's folder, read as a volume of the
 * pool, because libvirt has no other call that reads it from afar. virtlogd begins a new file when one is full
 * (virtlogd.conf, max_size, 2 MiB) and keeps the one before as {@code .0}.
 */
final class ConsoleLog {
    private static final int KEPT = 1 << 20;

    private ConsoleLog() {}

    /** The last lines, or all of the last mebibyte. */
    static String read(HostConnection connection, StoragePool pool, ServerId server, Optional<Integer> lines)
            throws LibvirtError {
        pool.refresh();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] current = tail(connection, pool, name(server), KEPT);
        bytes.writeBytes(tail(connection, pool, name(server) + ".0", KEPT - current.length));
        bytes.writeBytes(current);
        String text = bytes.toString(StandardCharsets.UTF_8);
        return lines.map(wanted -> lastLines(text, wanted)).orElse(text);
    }

    private static byte[] tail(HostConnection connection, StoragePool pool, String name, int atMost)
            throws LibvirtError {
        Optional<StoragePool.Volume> found = atMost > 0 ? pool.volume(name) : Optional.empty();
        if (found.isEmpty()) {
            return new byte[0];
        }
        try (StoragePool.Volume volume = found.get()) {
            long length = volume.length();
            return length == 0
                    ? new byte[0]
                    : StorageStream.download(connection, volume.pointer(), Math.max(0, length - atMost));
        }
    }

    static String lastLines(String text, int wanted) {
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        int start = end;
        for (int line = 0; line < wanted && start >= 0; line++) {
            start = text.lastIndexOf('\n', start - 1);
        }
        return wanted <= 0 ? "" : text.substring(start + 1);
    }

    /** Removes what a server that is being forgotten printed. */
    static void remove(HostConnection connection, String poolName, ServerId server) throws LibvirtError {
        Optional<StoragePool> found = StoragePool.find(connection, poolName);
        if (found.isEmpty()) {
            return;
        }
        try (StoragePool pool = found.get()) {
            pool.refresh();
            for (String name :
                    new String[] {name(server), name(server) + ".0", name(server) + ".1", name(server) + ".2"}) {
                Optional<StoragePool.Volume> log = pool.volume(name);
                if (log.isPresent()) {
                    try (StoragePool.Volume volume = log.get()) {
                        volume.delete();
                    }
                }
            }
        }
    }

    /** As in {@code HostCapabilities.consoleLogPath}. */
    private static String name(ServerId server) {
        return server + ".console.log";
    }
}
