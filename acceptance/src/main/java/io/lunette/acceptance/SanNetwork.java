package io.lunette.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of the tests' own on this machine, which has addresses there, and the SAN hosts on it. Nothing of it is
 * left when it is closed, nor when this process dies: a script that waits for the one or the other takes it down.
 */
public final class SanNetwork implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(30);
    private static final Pattern MADE = Pattern.compile("NETWORK bridge=(\\S+) prefix=(\\S+)");
    private static final int FIRST_HOST = 10;

    private final Path folder;
    private final Process process;
    private final String bridge;
    private final String prefix;
    private final List<SanHost> hosts = new ArrayList<>();

    private SanNetwork(Path folder, Process process, String bridge, String prefix) {
        this.folder = folder;
        this.process = process;
        this.bridge = bridge;
        this.prefix = prefix;
    }

    public static SanNetwork start() {
        try {
            // Disks of arrays may be opened by anybody who gets through.
            Path folder = Files.createTempDirectory(
                    Path.of("/var/tmp"),
                    "lunette-san",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Command.run(
                            "ssh-keygen",
                            "-q",
                            "-t",
                            "ed25519",
                            "-N",
                            "",
                            "-f",
                            folder.resolve("id").toString())
                    .must();
            Path log = folder.resolve("network.log");
            Process process = script("network.sh", log);
            Waiting.untilTrue("a network", MOMENT, () -> read(log).contains("NETWORK") || !process.isAlive());
            Matcher made = MADE.matcher(read(log));
            if (!made.find()) {
                throw new AssertionError(read(log));
            }
            SanNetwork network = new SanNetwork(folder, process, made.group(1), made.group(2));
            network.writeSsh();
            return network;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Starts a script of {@code sanhost/}, which ends when its standard input does. */
    static Process script(String name, Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Lab.home("sanhost").resolve(name).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static String read(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static void end(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(MOMENT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Two addresses of this machine there, for an array to listen on. It speaks to the hosts from a third one. */
    public List<String> addresses() {
        return List.of(address(2), address(3));
    }

    private String address(int last) {
        return prefix + "." + last;
    }

    /**
     * Begins to start a host; {@link SanHost#await} waits for it.
     *
     * @param portals of arrays, as {@code address:port}, that the host logs in to while it starts
     */
    public SanHost host(String name, List<String> portals) {
        SanHost host = SanHost.boot(this, name, address(FIRST_HOST + hosts.size()), portals);
        hosts.add(host);
        return host;
    }

    Path folder() {
        return folder;
    }

    String bridge() {
        return bridge;
    }

    /** The private key that the hosts let in. */
    public Path key() {
        return folder.resolve("id");
    }

    /** The host keys of the hosts that were waited for, as ssh wants them. */
    public Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** A folder with an {@code ssh} that knows the hosts' keys, and no other: to be put first in {@code PATH}. */
    public Path ssh() {
        return folder.resolve("bin");
    }

    /** Once: a shell that has just begun to read it would find it empty while it is written anew. */
    private void writeSsh() throws IOException {
        Path ssh = Files.createDirectories(ssh()).resolve("ssh");
        Files.writeString(ssh, """
                #!/bin/sh
                exec /usr/bin/ssh -F none -o UserKnownHostsFile=%s -o GlobalKnownHostsFile=/dev/null "$@"
                """.formatted(knownHosts()));
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Ends the hosts first, as a loss of their power. */
    @Override
    public void close() {
        hosts.forEach(SanHost::close);
        end(process);
        Lab.delete(folder);
    }
}
