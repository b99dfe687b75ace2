package io.lunette.plan;

import io.lunette.model.BlockDeviceMapping.DiskBus;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Names of disks: sda to sdz, sdaa ... as Linux counts them. */
final class DeviceNames {
    private static final int LETTERS = 26;

    private DeviceNames() {}

    static String prefix(DiskBus bus) {
        return switch (bus) {
            case SCSI, SATA, USB -> "sd";
            case VIRTIO -> "vd";
            case IDE -> "hd";
            case FDC -> "fd";
        };
    }

    /** The name of the disk with this number, counted from 0. */
    static String nth(DiskBus bus, int number) {
        StringBuilder letters = new StringBuilder();
        for (int rest = number; rest >= 0; rest = rest / LETTERS - 1) {
            letters.insert(0, (char) ('a' + rest % LETTERS));
        }
        return prefix(bus) + letters;
    }

    /** The first name that is not taken. */
    static String lowestFree(DiskBus bus, Predicate<String> taken) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> nth(bus, number))
                .filter(taken.negate())
                .findFirst()
                .orElseThrow();
    }

    /** Whether a disk on this bus can be called so. */
    static boolean isName(DiskBus bus, String bare) {
        return bare.matches(prefix(bus) + "[a-z]{1,3}");
    }

    /** {@code /dev/sdb} as {@code sdb}. */
    static String bare(String deviceName) {
        return deviceName.startsWith("/dev/") ? deviceName.substring("/dev/".length()) : deviceName;
    }
}
