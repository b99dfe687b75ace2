package io.lunette.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * An sshd of the tests' own on a loopback address that nobody else uses, with a key of its own by which root gets in. Whoever
 * on this machine connects to that address checks its key against {@link #trust} alone.
 */
public final class LoopbackSsh implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.27";
    private static final Duration START = Duration.ofSeconds(10);

    private final int port;
    private final Path folder;
    private final Path clients;
    private final Process server;

    private LoopbackSsh(int port, Path folder, Path clients, Process server) {
        this.port = port;
        this.folder = folder;
        this.clients = clients;
        this.server = server;
    }

    /** It answers when this returns; nobody trusts it yet. */
    public static LoopbackSsh start(int port) {
        try {
            Path folder = Files.createTempDirectory(Path.of("/var/tmp"), "lunette-ssh");
            for (String key : new String[] {"host", "other", "user"}) {
                Command.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve(key) + "")
                        .must();
            }
            Files.copy(folder.resolve("user.pub"), folder.resolve("authorized_keys"));
            Files.writeString(folder.resolve("sshd_config"), config(folder, port));
            Files.createFile(folder.resolve("known_hosts"));
            // Where sshd locks itself in; a package's start script makes it otherwise.
            Files.createDirectories(Path.of("/run/sshd"));
            Path clients =
                    Files.createDirectories(Path.of("/etc/ssh/ssh_config.d")).resolve("lunette-test-" + port + ".conf");
            Files.writeString(
                    clients,
                    "Host " + ADDRESS + "\n  UserKnownHostsFile " + folder.resolve("known_hosts")
                            + "\n  GlobalKnownHostsFile /dev/null\n");
            Files.setPosixFilePermissions(clients, PosixFilePermissions.fromString("rw-r--r--"));
            Process server = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", folder.resolve("sshd_config") + "")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sshd.log").toFile())
                    .start();
            LoopbackSsh started = new LoopbackSsh(port, folder, clients, server);
            Waiting.untilTrue("sshd to answer, see " + folder, START, started::answers);
            return started;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String config(Path folder, int port) {
        // The folder's parent is everybody's to write to, as temporary folders are.
        return """
                Port %1$d
                ListenAddress %2$s
                HostKey %3$s/host
                AuthorizedKeysFile %3$s/authorized_keys
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                MaxStartups 100
                """.formatted(port, ADDRESS, folder);
    }

    private boolean answers() {
        try (Socket socket = new Socket(ADDRESS, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** From now on, the key that it has is known, or another one is in its place. */
    public void trust(boolean itsOwnKey) {
        try {
            String key = Files.readString(folder.resolve(itsOwnKey ? "host.pub" : "other.pub"));
            Files.writeString(folder.resolve("known_hosts"), "[" + ADDRESS + "]:" + port + " " + key);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** How a libvirtd of this machine is reached through it. */
    public String uri(PrivateLibvirtd libvirtd) {
        return "qemu+ssh://root@" + ADDRESS + ":" + port + "/system?keyfile=" + folder.resolve("user")
                + "&proxy=netcat&socket=" + libvirtd.path("/run/libvirt/libvirt-sock");
    }

    /** Ends it and every session through it, and forgets its keys. */
    @Override
    public void close() {
        try {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
            if (!server.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(clients);
            Lab.delete(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
