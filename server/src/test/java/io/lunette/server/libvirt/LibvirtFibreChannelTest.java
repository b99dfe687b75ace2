package io.lunette.server.libvirt;

import io.lunette.model.HostName;
import io.lunette.port.FibreChannel;
import io.lunette.port.contract.FibreChannelContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** On libvirt's test driver, which makes node devices as the real one does, and hangs them on no hardware. */
@Tag("real")
class LibvirtFibreChannelTest extends FibreChannelContract {
    private static final HostName HOST = new HostName("fabric");

    @TempDir
    Path folder;

    private LibvirtHypervisor hypervisor;

    @BeforeEach
    void open() {
        Path node = folder.resolve("node.xml");
        try (InputStream recorded = getClass().getResourceAsStream("fibre-channel-host.xml")) {
            Files.copy(Objects.requireNonNull(recorded), node);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        hypervisor = new LibvirtHypervisor(
                new LibvirtHost(
                        HOST,
                        URI.create("test://" + node),
                        LibvirtHost.VirtType.QEMU,
                        "pool",
                        folder.toString(),
                        Duration.ofSeconds(10)),
                folder.resolve("trials.properties"));
    }

    @AfterEach
    void close() {
        hypervisor.close();
    }

    @Override
    protected FibreChannel fibreChannel() {
        return hypervisor.fibreChannel();
    }
}
