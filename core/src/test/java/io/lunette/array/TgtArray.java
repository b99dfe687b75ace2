package io.lunette.array;

import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An array that is not Lunette's: a tgtd with files of its own, which its administrator rules with tgtadm. */
public final class TgtArray implements AutoCloseable {
    private final int controlPort;
    private final List<Portal> portals;
    private final Path folder;
    private final Process tgtd;
    private final Map<Iqn, Integer> targets =
            new TreeMap<>((one, other) -> one.text().compareTo(other.text()));

    private TgtArray(int controlPort, List<Portal> portals, Path folder, Process tgtd) {
        this.controlPort = controlPort;
        this.portals = portals;
        this.folder = folder;
        this.tgtd = tgtd;
    }

    /** One that listens on ports of the loopback address. */
    public static TgtArray start(int controlPort, int... ports) {
        return start(
                controlPort,
                Arrays.stream(ports)
                        .mapToObj(port -> new Portal("127.0.0.1", port))
                        .toList());
    }

    /** One that listens on portals of any addresses that this machine has. */
    public static TgtArray start(int controlPort, List<Portal> portals) {
        try {
            Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "lunette-array");
            Process tgtd = new ProcessBuilder(
                            "tgtd", "-f", "-C", "" + controlPort, "--iscsi", "portal=" + portals.getFirst())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("tgtd.log").toFile())
                    .start();
            TgtArray array = new TgtArray(controlPort, portals, folder, tgtd);
            array.awaitReady();
            portals.stream().skip(1).forEach(array::open);
            return array;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void awaitReady() throws IOException {
        while (run(List.of("tgtadm", "-C", "" + controlPort, "--op", "show", "--mode", "sys"))
                        .code()
                != 0) {
            if (!tgtd.isAlive()) {
                throw new IllegalStateException("tgtd ended: " + Files.readString(folder.resolve("tgtd.log")));
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stopped);
            }
        }
    }

    public List<Portal> portals() {
        return portals;
    }

    /** Nothing listens there from now on; sessions go on. */
    public void shut(Portal portal) {
        tgtadm("--op", "delete", "--mode", "portal", "--param", "portal=" + portal);
    }

    public void open(Portal portal) {
        tgtadm("--op", "new", "--mode", "portal", "--param", "portal=" + portal);
    }

    /** A target that nobody is let in to. */
    public Iqn target(String name) {
        Iqn iqn = Iqn.parse(name).get();
        int number = targets.size() + 1;
        targets.put(iqn, number);
        tgtadm("--op", "new", "--mode", "target", "--tid", "" + number, "-T", iqn.text());
        return iqn;
    }

    /** Makes a new disk, which no target shows yet. */
    public Path disk(ByteCount size) {
        try {
            Path file = Files.createTempFile(folder, "disk", ".img");
            try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
                content.setLength(size.bytes());
            }
            return file;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The same with a content, as a disk that was written elsewhere. */
    public Path disk(ByteCount size, Path content) {
        Path disk = disk(size);
        Ended ended = run(List.of("dd", "if=" + content, "of=" + disk, "bs=1M", "conv=notrunc,sparse", "status=none"));
        if (ended.code() != 0) {
            throw new IllegalStateException(ended.text());
        }
        return disk;
    }

    /**
     * Shows a disk under a LUN's number.
     *
     * @param naa 32 hex digits that begin with 6
     */
    public void show(Iqn target, int number, Path disk, String naa, String serial) {
        String tid = tid(target);
        tgtadm("--op", "new", "--mode", "logicalunit", "--tid", tid, "--lun", "" + number, "-b", disk.toString());
        String names =
                "vendor_id=SOMEBODY,product_id=ARRAY DISK,product_rev=0007,scsi_id=naa." + naa + ",scsi_sn=" + serial;
        tgtadm("--op", "update", "--mode", "logicalunit", "--tid", tid, "--lun", "" + number, "--params", names);
    }

    /** The number is free again; the disk is still there. */
    public void hide(Iqn target, int number) {
        tgtadm("--op", "delete", "--mode", "logicalunit", "--tid", tid(target), "--lun", "" + number);
    }

    public void letIn(Iqn target, Iqn initiator) {
        tgtadm("--op", "bind", "--mode", "target", "--tid", tid(target), "-Q", initiator.text());
    }

    public void keepOut(Iqn target, Iqn initiator) {
        tgtadm("--op", "unbind", "--mode", "target", "--tid", tid(target), "-Q", initiator.text());
    }

    /** The target asks for this account from now on. */
    public void guard(Iqn target, String user, String password) {
        tgtadm("--op", "new", "--mode", "account", "--user", user, "--password", password);
        tgtadm("--op", "bind", "--mode", "account", "--tid", tid(target), "--user", user);
    }

    public void letAllIn(Iqn target) {
        tgtadm("--op", "bind", "--mode", "target", "--tid", tid(target), "-I", "ALL");
    }

    /** What the array's own tool shows of its targets. */
    public String shown() {
        return tgtadm("--op", "show", "--mode", "target");
    }

    private String tid(Iqn target) {
        return "" + targets.get(target);
    }

    private String tgtadm(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tgtadm", "-C", "" + controlPort, "--lld", "iscsi"));
        command.addAll(List.of(arguments));
        Ended ended = run(command);
        if (ended.code() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + ended.text());
        }
        return ended.text();
    }

    private record Ended(int code, String text) {}

    private static Ended run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Leaves nothing. */
    @Override
    public void close() {
        tgtd.destroyForcibly();
        tgtd.onExit().join();
        run(List.of("rm", "-rf", folder.toString(), "/var/run/tgtd/socket." + controlPort));
        run(List.of("rm", "-f", "/var/run/tgtd/socket." + controlPort + ".lock"));
    }
}
