package io.lunette.server.libvirt;

import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor;
import io.lunette.port.contract.HypervisorStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This machine's libvirt with a pool of the test's own, a target, and virsh as the other program on the host. */
final class LibvirtStage implements HypervisorStage {
    private static final String URI_TEXT = "qemu:///system";
    private static final Duration BOOT = Duration.ofMinutes(3);
    private static final Pattern VIRTUAL_SIZE = Pattern.compile("\"virtual-size\": (\\d+)");

    private final String poolName = "lunette-test-" + ProcessHandle.current().pid();
    private final LibvirtHypervisor hypervisor = new LibvirtHypervisor(
            new LibvirtHost(
                    new HostName("here"),
                    URI.create(URI_TEXT),
                    LibvirtHost.VirtType.QEMU,
                    poolName,
                    "/var/lib/libvirt/" + poolName,
                    Duration.ofSeconds(30)),
            Path.of("target", poolName + ".trials"));
    private final PrivateTarget target = new PrivateTarget();

    /** One for all suites of a run, taken down when the JVM ends. */
    static HypervisorStage shared() {
        return Shared.STAGE;
    }

    private static final class Shared {
        static final LibvirtStage STAGE = new LibvirtStage();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(STAGE::close));
        }
    }

    @Override
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    @Override
    public Connection.Network lun(int number) {
        return target.lun(number);
    }

    @Override
    public boolean hasSession(Iqn initiator) {
        return target.hasSession(initiator);
    }

    @Override
    public void stallTarget(Duration length) {
        target.stall(length);
    }

    @Override
    public void resizeLun(Connection.Network path, ByteCount size) {
        target.resize(path.lun(), size);
    }

    @Override
    public Connection.Network deadPath() {
        return target.deadPath();
    }

    private static String virsh(String... arguments) {
        String[] command = new String[arguments.length + 4];
        System.arraycopy(new String[] {"virsh", "-q", "-c", URI_TEXT}, 0, command, 0, 4);
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return Commands.run(command);
    }

    @Override
    public void startForeign(String domainXml) {
        try {
            Path file = Files.createTempFile("foreign", ".xml");
            Files.writeString(file, domainXml);
            virsh("create", "--paused", file.toString());
            Files.delete(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public boolean foreignRuns(ServerId uuid) {
        return virsh("list", "--uuid").contains(uuid.toString());
    }

    @Override
    public void removeForeign(ServerId uuid) {
        if (foreignRuns(uuid)) {
            virsh("destroy", uuid.toString());
        }
    }

    @Override
    public void crash(ServerId server) {
        try {
            String pid = Files.readString(Path.of("/run/libvirt/qemu/lunette-" + server + ".pid"));
            Commands.run("kill", "-KILL", pid.strip());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void breakConnection() {
        OwnConnections.cutAll();
    }

    /** virtlogd appends to the same file, so this is what it would have written. */
    @Override
    public void printOnConsole(ServerId server, String text) {
        try {
            Files.writeString(
                    Path.of(hypervisor.capabilities().get().consoleLogPath(server)), text, StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The acceptance guest, where {@code lunette.guest} says in which folder it was built. */
    @Override
    public Optional<String> guest() {
        return Optional.ofNullable(System.getProperty("lunette.guest"))
                .filter(folder -> Files.exists(Path.of(folder, "vmlinuz")))
                .map(folder -> """
                        <kernel>%s/vmlinuz</kernel><initrd>%s/initrd.gz</initrd>
                        <cmdline>console=ttyS0,115200n8 quiet mitigations=off</cmdline>
                        """.formatted(folder, folder));
    }

    @Override
    public void awaitGuest(ServerId server) {
        Instant deadline = Instant.now().plus(BOOT);
        while (!hypervisor.console(server, Optional.empty()).get().contains("LUNETTE-GUEST ready")) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("the guest does not boot");
            }
        }
    }

    @Override
    public Optional<byte[]> readDisk(String path, int length) {
        try (InputStream disk = Files.newInputStream(Path.of(path))) {
            return Optional.of(disk.readNBytes(length));
        } catch (java.nio.file.NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public long diskCapacity(String path) {
        Matcher size = VIRTUAL_SIZE.matcher(Commands.run("qemu-img", "info", "--output=json", path));
        if (!size.find()) {
            throw new IllegalStateException("qemu-img says no size");
        }
        return Long.parseLong(size.group(1));
    }

    @Override
    public byte[] qcow2OfOneMebibyte() {
        try {
            Path file = Files.createTempFile("image", ".qcow2");
            Commands.run("qemu-img", "create", "-q", "-f", "qcow2", file.toString(), "1M");
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            return content;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        hypervisor.removePoolIfEmpty();
        hypervisor.close();
        target.close();
    }
}
