package io.lunette.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What else goes on: figures mean little without it. */
final class Machine {
    private Machine() {}

    static String load() {
        return "load average " + read("/proc/loadavg").strip() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
    }

    /** Resident memory of a process, MiB. */
    static long residentMiB(long pid) {
        return read("/proc/" + pid + "/status")
                        .lines()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .map(line -> line.replaceAll("\\D", ""))
                        .mapToLong(Long::parseLong)
                        .sum()
                / 1024;
    }

    static long threads(long pid) {
        return read("/proc/" + pid + "/status")
                .lines()
                .filter(line -> line.startsWith("Threads:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
