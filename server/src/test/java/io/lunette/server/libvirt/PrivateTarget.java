package io.lunette.server.libvirt;

import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An iSCSI target of the test's own: tgtd with two LUNs, on loopback. */
final class PrivateTarget implements AutoCloseable {
    private static final String CONTROL_PORT = "78";
    private static final Portal PORTAL = new Portal("127.0.0.1", 23078);
    private static final Iqn TARGET =
            Iqn.parse("iqn.2026-11.io.lunette.test:hypervisor").get();
    private static final int LUNS = 2;
    private static final long LUN_BYTES = 16 << 20;
    private static final Duration START = Duration.ofSeconds(20);

    private final Path folder;
    private final Process tgtd;

    PrivateTarget() {
        try {
            folder = Files.createTempDirectory(Path.of("/var/tmp"), "lunette-hypervisor");
            tgtd = new ProcessBuilder("tgtd", "-f", "-C", CONTROL_PORT, "--iscsi", "portal=" + PORTAL)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("tgtd.log").toFile())
                    .start();
            awaitStart();
            tgtadm("--mode", "target", "--op", "new", "--tid", "1", "-T", TARGET.text());
            for (int lun = 1; lun <= LUNS; lun++) {
                addLun(lun);
            }
            tgtadm("--mode", "target", "--op", "bind", "--tid", "1", "-I", "ALL");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void awaitStart() {
        Instant deadline = Instant.now().plus(START);
        while (Commands.tryTo("tgtadm", "-C", CONTROL_PORT, "--mode", "sys", "--op", "show")
                        .status()
                != 0) {
            if (!tgtd.isAlive() || Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("tgtd does not start, see " + folder);
            }
        }
    }

    private void addLun(int number) throws IOException {
        Path file = folder.resolve("lun" + number);
        try (RandomAccessFile backing = new RandomAccessFile(file.toFile(), "rw")) {
            backing.setLength(LUN_BYTES);
        }
        tgtadm(
                "--mode",
                "logicalunit",
                "--op",
                "new",
                "--tid",
                "1",
                "--lun",
                String.valueOf(number),
                "-b",
                file.toString());
        tgtadm(
                "--mode",
                "logicalunit",
                "--op",
                "update",
                "--tid",
                "1",
                "--lun",
                String.valueOf(number),
                "--params",
                "vendor_id=EXAMPLE,product_id=SANLUN,scsi_sn=HV%04d,scsi_id=naa.600a0b80000f1d2a00000000000000%02x"
                        .formatted(number, number));
    }

    boolean hasSession(Iqn initiator) {
        return tgtadm("--mode", "target", "--op", "show").contains("Initiator: " + initiator + " ");
    }

    void stall(Duration length) {
        String pid = String.valueOf(tgtd.pid());
        Commands.run("kill", "-STOP", pid);
        CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> Commands.run("kill", "-CONT", pid));
    }

    private static String tgtadm(String... arguments) {
        String[] command = new String[arguments.length + 5];
        System.arraycopy(new String[] {"tgtadm", "-C", CONTROL_PORT, "--lld", "iscsi"}, 0, command, 0, 5);
        System.arraycopy(arguments, 0, command, 5, arguments.length);
        return Commands.run(command);
    }

    Connection.Network lun(int number) {
        return new Connection.Network(PORTAL, TARGET, number);
    }

    /** Lets a LUN be so large; no guest may be reading or writing it. */
    void resize(int number, ByteCount size) {
        Path file = folder.resolve("lun" + number);
        try (RandomAccessFile backing = new RandomAccessFile(file.toFile(), "rw")) {
            backing.setLength(size.bytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        tgtadm(
                "--mode",
                "logicalunit",
                "--op",
                "update",
                "--tid",
                "1",
                "--lun",
                String.valueOf(number),
                "--params",
                "online=0,path=" + file + ",online=1");
    }

    /** A port of loopback on which nobody listens. */
    Connection.Network deadPath() {
        return new Connection.Network(new Portal("127.0.0.1", 23079), TARGET, 1);
    }

    /** tgtd ignores a polite end while it has targets. */
    @Override
    public void close() {
        tgtd.destroyForcibly();
        try {
            tgtd.waitFor();
            for (int lun = 1; lun <= LUNS; lun++) {
                Files.deleteIfExists(folder.resolve("lun" + lun));
            }
            Files.deleteIfExists(folder.resolve("tgtd.log"));
            Files.deleteIfExists(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
