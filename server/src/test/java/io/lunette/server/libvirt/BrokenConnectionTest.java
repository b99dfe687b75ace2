package io.lunette.server.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.DomainReader;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor.DetachResult;
import io.lunette.port.Hypervisor.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when libvirtd cuts the connection, and when QEMU hangs on a portal that accepts and says nothing. */
@Tag("real")
class BrokenConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final LibvirtHypervisor hypervisor = hypervisor(Duration.ofSeconds(20));
    private final LibvirtHypervisor impatient = hypervisor(Duration.ofSeconds(2));
    private final ServerId server = new ServerId(UUID.randomUUID());
    private final Path file = Path.of("/var/tmp/lunette-" + server);

    private static LibvirtHypervisor hypervisor(Duration patience) {
        return new LibvirtHypervisor(
                new LibvirtHost(
                        new HostName("here"),
                        URI.create("qemu:///system"),
                        LibvirtHost.VirtType.QEMU,
                        "lunette-test-unused",
                        "/var/lib/libvirt/lunette-test-unused",
                        patience),
                Path.of("target", "unused.trials"));
    }

    @BeforeEach
    void start() throws IOException {
        Files.write(file, new byte[1 << 20]);
        hypervisor.define("""
                <domain type='qemu'>
                  <name>lunette-%s</name><uuid>%s</uuid>
                  <metadata><lunette:server xmlns:lunette='urn:io.lunette:domain:1'/></metadata>
                  <memory unit='MiB'>32</memory><vcpu>1</vcpu>
                  <os><type arch='x86_64' machine='q35'>hvm</type></os><features><acpi/></features>
                  <devices>
                    <controller type='usb' model='none'/>
                    <controller type='scsi' index='0' model='virtio-scsi'/>
                    <memballoon model='none'/>
                  </devices>
                </domain>""".formatted(server, server)).get();
        hypervisor.startPaused(server).get();
    }

    @AfterEach
    void end() throws IOException {
        hypervisor.powerOff(server);
        hypervisor.undefine(server);
        hypervisor.close();
        impatient.close();
        Files.deleteIfExists(file);
    }

    private static String disk(int port) {
        return """
                <disk type='network' device='lun'>
                  <driver name='qemu' type='raw' cache='none'/>
                  <source protocol='iscsi' name='iqn.2026-11.org.example:silent/1'>
                    <host name='127.0.0.1' port='%d'/>
                  </source>
                  <target dev='sdb' bus='scsi'/><alias name='ua-silent'/>
                  <address type='drive' controller='0' bus='0' target='1' unit='0'/>
                </disk>""".formatted(port);
    }

    private String fileDisk() {
        return """
                <disk type='file' device='disk'>
                  <driver name='qemu' type='raw'/><source file='%s'/>
                  <target dev='sdc' bus='scsi'/><alias name='ua-file'/>
                  <address type='drive' controller='0' bus='0' target='2' unit='0'/>
                </disk>""".formatted(file);
    }

    @Test
    void a_call_on_a_connection_that_was_cut_is_made_on_a_new_one() {
        OwnConnections.cutAll();
        assertTrue(hypervisor.find(server).get().isPresent());
        OwnConnections.cutAll();
        assertEquals(Outcome.done(), hypervisor.attachDevice(server, fileDisk(), Scope.BOTH));
    }

    @Test
    void a_device_is_seen_to_leave_although_the_connection_was_cut_before() {
        hypervisor.attachDevice(server, fileDisk(), Scope.BOTH).get();
        OwnConnections.cutAll();
        assertEquals(Outcome.done(DetachResult.GONE), hypervisor.detachDevice(server, "ua-file", Scope.BOTH, LONG));
    }

    @Test
    void an_attach_that_hangs_is_uncertain_while_the_server_can_still_be_looked_at() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome<?> hung = impatient.attachDevice(server, disk(silent.getLocalPort()), Set.of(Scope.LIVE));
            assertInstanceOf(HostFailure.Uncertain.class, hung.failureIfAny().orElseThrow());
            assertTrue(impatient.find(server).get().isPresent());
            assertTrue(impatient.servers().get().contains(server));
        }
        awaitNoHungAttach();
        assertEquals(Optional.empty(), live().filter(xml -> LiveXml.hasAlias(xml, "ua-silent")));
    }

    /** Once the portal is gone QEMU answers again, and takes another disk. */
    private void awaitNoHungAttach() {
        Instant deadline = Instant.now().plus(LONG);
        while (!hypervisor.attachDevice(server, fileDisk(), Set.of(Scope.LIVE)).isDone()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("QEMU still hangs");
            }
        }
        assertEquals(1, DomainReader.read(live().orElseThrow()).disks().size());
    }

    private Optional<String> live() {
        return hypervisor.find(server).get().orElseThrow().liveXml();
    }
}
