package io.lunette.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A libvirtd of the tests' own that may be killed, hung and started again: with its virtlogd and its domains in namespaces
 * of their own (mounts, processes and the host's name), where libvirt's folders are other ones. The machine's own libvirtd, its domains and
 * its folders are out of its sight. The kernel ends all that is in the namespaces when this is closed, and also when this
 * process dies.
 */
public final class PrivateLibvirtd implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);

    /** The folders that libvirt has by these names, and what they are called beside each other here. */
    private static final String BINDS = """
            mount --bind %1$s/etc /etc/libvirt
            mount --bind %1$s/lib /var/lib/libvirt
            mount --bind %1$s/log /var/log/libvirt
            mount --bind %1$s/cache /var/cache/libvirt
            mount --bind %1$s/run /run/libvirt
            """;

    /** The first process of the namespace: lives as long as its standard input, and buries who dies there. */
    private static final String HOLDER =
            "set -e\nhostname %2$s\n" + BINDS + "virtlogd -d -p %1$s/virtlogd.pid\ncat\nexit 0\n";

    private final Path folder;
    private final Process outer;
    private final long inner;

    private PrivateLibvirtd(Path folder, Process outer, long inner) {
        this.folder = folder;
        this.outer = outer;
        this.inner = inner;
    }

    /** Starts one; it answers when this returns. Each has a folder of its own, so there may be several. */
    public static PrivateLibvirtd start() {
        try {
            // QEMU runs as another user, who must get through.
            Path folder = Files.createTempDirectory(
                    Path.of("/var/tmp"),
                    "lunette-libvirtd",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            configure(folder);
            Process outer = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "--propagation",
                            "private",
                            "--pid",
                            "--fork",
                            "--mount-proc",
                            "--uts",
                            "--kill-child",
                            "sh",
                            "-c",
                            HOLDER.formatted(folder, folder.getFileName() + ".invalid"))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("holder.log").toFile())
                    .start();
            Waiting.untilTrue(
                    "a namespace, see " + folder,
                    START,
                    () -> Files.exists(folder.resolve("virtlogd.pid")) || !outer.isAlive());
            long inner = outer.children()
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(Command.run("cat", folder + "/holder.log")))
                    .pid();
            PrivateLibvirtd started = new PrivateLibvirtd(folder, outer, inner);
            started.startAgain();
            return started;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void configure(Path folder) throws IOException {
        for (String name : List.of("etc", "lib", "lib/qemu", "log", "log/qemu", "cache", "run")) {
            Files.createDirectory(folder.resolve(name));
        }
        // A machine of its own, as far as anybody can tell.
        Files.writeString(folder.resolve("etc/libvirtd.conf"), """
                host_uuid = "%s"
                auth_unix_ro = "none"
                auth_unix_rw = "none"
                log_outputs = "3:file:%s/libvirtd.log"
                """.formatted(UUID.randomUUID(), folder));
        // As on a machine without AppArmor and systemd.
        Files.writeString(folder.resolve("etc/qemu.conf"), """
                security_driver = "none"
                namespaces = []
                cgroup_controllers = []
                migration_address = "127.0.0.2"
                migration_host = "127.0.0.2"
                migration_port_min = 27100
                migration_port_max = 27199
                """);
    }

    /** Where it is reached from anywhere on the machine. */
    public URI uri() {
        return URI.create("qemu+unix:///system?socket=" + folder.resolve("run/libvirt-sock"));
    }

    /** Ends libvirtd as SIGKILL does. Its domains go on. */
    public void kill() {
        signal("KILL", pidFile().toString());
        Waiting.untilTrue("libvirtd to be gone", START, () -> !answers());
    }

    /** As a loss of the machine's power: libvirtd and every QEMU end, and nothing is left of what a start makes anew. */
    public void powerCut() {
        inside("sh", "-c", """
                        for file in %1$s/*.pid /run/libvirt/qemu/*.pid; do kill -KILL "$(cat "$file")" || true; done
                        rm -rf /run/libvirt/* %1$s/*.pid
                        """.formatted(folder)).must();
        Waiting.untilTrue("libvirtd to be gone", START, () -> !answers());
    }

    /** Starts libvirtd, which finds its domains again; it answers when this returns. */
    public void startAgain() {
        if (!Files.exists(folder.resolve("virtlogd.pid"))) {
            inside("virtlogd", "-d", "-p", folder.resolve("virtlogd.pid").toString())
                    .must();
        }
        inside("libvirtd", "-d", "-p", pidFile().toString()).must();
        Waiting.untilTrue("libvirtd to answer, see " + folder, START, this::answers);
    }

    /** Lets libvirtd hang, or go on. */
    public void freeze(boolean hang) {
        signal(hang ? "STOP" : "CONT", pidFile().toString());
    }

    /** Ends the QEMU of a domain as SIGKILL does. */
    public void killQemu(String domain) {
        signal("KILL", "/run/libvirt/qemu/" + domain + ".pid");
    }

    private Path pidFile() {
        return folder.resolve("libvirtd.pid");
    }

    /** Process ids are other ones inside, so the signal is sent there. */
    private void signal(String signal, String pidFile) {
        inside("sh", "-c", "kill -" + signal + " $(cat " + pidFile + ")").must();
    }

    private boolean answers() {
        return virsh("version").status() == 0;
    }

    public Command.Result virsh(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", uri().toString()));
        command.addAll(List.of(arguments));
        return Command.run(command.toArray(String[]::new));
    }

    /** Runs a program where libvirt's folders are these ones. */
    public Command.Result inside(String... program) {
        List<String> command = new ArrayList<>(List.of("nsenter", "-t", "" + inner, "-m", "-p", "-u"));
        command.addAll(List.of(program));
        return Command.run(command.toArray(String[]::new));
    }

    /** What lies at a path of libvirt's there, as {@code /var/lib/libvirt/images}, as it is reached from anywhere. */
    public Path path(String libvirtPath) {
        return folder.resolve(libvirtPath
                .replaceFirst("^/var/lib/libvirt", "lib")
                .replaceFirst("^/var/log/libvirt", "log")
                .replaceFirst("^(/var)?/run/libvirt", "run"));
    }

    /** Ends libvirtd, virtlogd and every domain, and removes all files. */
    @Override
    public void close() {
        try {
            outer.getOutputStream().close();
            if (!outer.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                outer.destroyForcibly().waitFor();
            }
            Lab.delete(folder);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
