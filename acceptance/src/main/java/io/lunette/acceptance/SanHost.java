package io.lunette.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host with a SAN: a Linux of its own with iSCSI, multipath, libvirtd and QEMU, run as a process of this machine
 * ({@code sanhost/README.md}). It is far away as far as Lunette can tell: it shares neither files nor processes with this
 * machine, and is reached over a network.
 */
public final class SanHost implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);
    private static final Pattern KEY = Pattern.compile("SANHOST key=(\\S+)");

    private final SanNetwork network;
    private final String name;
    private final String address;
    private final Path folder;
    private final Process process;

    private SanHost(SanNetwork network, String name, String address, Path folder, Process process) {
        this.network = network;
        this.name = name;
        this.address = address;
        this.folder = folder;
        this.process = process;
    }

    /** The files that each of them starts from; made once, in the build's own folder. */
    private static Path image() {
        Path out = Lab.home("acceptance/target/sanhost");
        Command.run(Lab.home("sanhost/build.sh").toString(), out.toString()).must();
        return out;
    }

    static SanHost boot(SanNetwork network, String name, String address, List<String> portals) {
        try {
            Path folder = Files.createDirectory(network.folder().resolve(name));
            String key = SanNetwork.read(network.folder().resolve("id.pub")).split(" ", 3)[1];
            Process process = SanNetwork.script(
                    "host.sh",
                    folder.resolve("console.log"),
                    image().toString(),
                    folder.toString(),
                    network.bridge(),
                    "name=" + name,
                    "address=" + address + "/24",
                    "initiator=" + initiator(name),
                    "key=" + key,
                    "portals=" + String.join(",", portals));
            return new SanHost(network, name, address, folder, process);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String initiator(String name) {
        return "iqn.2026-11.org.example:" + name;
    }

    /** The name that the array knows it by. */
    public String initiator() {
        return initiator(name);
    }

    public String name() {
        return name;
    }

    /** Waits until its libvirtd answers, and notes its ssh key, which it says on its console. */
    public SanHost await() {
        Waiting.untilTrue(
                "host " + name + " to be ready",
                START,
                () -> console().contains("SANHOST ready") || !process.isAlive());
        Matcher key = KEY.matcher(console());
        if (!process.isAlive() || !key.find()) {
            throw new AssertionError("host " + name + " did not start: " + console());
        }
        try {
            Files.writeString(
                    network.knownHosts(),
                    address + " ssh-ed25519 " + key.group(1) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return this;
    }

    public String console() {
        return SanNetwork.read(folder.resolve("console.log"));
    }

    Path folder() {
        return folder;
    }

    public String address() {
        return address;
    }

    /** Its libvirtd without encryption and without a question; only what runs on this machine gets there. */
    public URI uri() {
        return URI.create("qemu+tcp://" + address + "/system");
    }

    /**
     * Its libvirtd by ssh. The host's key must be known to who asks: {@link SanNetwork#ssh} knows it.
     */
    public URI sshUri() {
        return URI.create("qemu+ssh://root@" + address + "/system?keyfile=" + network.key());
    }

    public Command.Result virsh(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", uri().toString()));
        command.addAll(List.of(arguments));
        return Command.run(command.toArray(String[]::new));
    }

    /** Runs a line of shell there. */
    public Command.Result run(String line) {
        return Command.run(Map.of(), ssh(line));
    }

    List<String> ssh(String line) {
        return List.of(
                network.ssh().resolve("ssh").toString(),
                "-i",
                network.key().toString(),
                "-o",
                "BatchMode=yes",
                "root@" + address,
                line);
    }

    /** From now on nothing gets from here to this address, and nothing back; sessions are not told. */
    public void cutPath(String portalAddress) {
        run("ip route add blackhole " + portalAddress + "/32").must();
    }

    public void restorePath(String portalAddress) {
        run("ip route delete blackhole " + portalAddress + "/32").must();
    }

    /** The paths of a LUN's map that multipathd calls usable now. */
    public long activePaths(String wwid) {
        return run("multipathd show paths raw format '%w %t %o'")
                .must()
                .lines()
                .filter(line -> line.startsWith("3" + wwid + " ") && line.endsWith(" active running"))
                .count();
    }

    /** Ends it as a loss of its power. */
    @Override
    public void close() {
        SanNetwork.end(process);
    }
}
