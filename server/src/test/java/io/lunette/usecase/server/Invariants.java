package io.lunette.usecase.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.domainxml.ControllerSpec;
import io.lunette.domainxml.DiskLocation.ChapLogin;
import io.lunette.domainxml.DiskSpec;
import io.lunette.domainxml.DomainDevices;
import io.lunette.domainxml.DomainDevices.Disk;
import io.lunette.domainxml.DomainReader;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.Cluster;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.ChapAccounts;
import io.lunette.port.DomainSnapshot;
import io.lunette.port.Operations;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds whenever no work is under way, whatever happened: store, hosts and targets say the same. */
final class Invariants {
    private final ServerWorld world;

    Invariants(ServerWorld world) {
        this.world = world;
    }

    void hold() {
        assertEquals(List.of(), world.store.journal().all(), "nothing is under way");
        assertEquals(
                List.of(),
                world.store.operations().list(Operations.Selection.ALL, Optional.empty(), Integer.MAX_VALUE).stream()
                        .filter(operation -> operation.finished().isEmpty())
                        .toList(),
                "every operation has ended");
        List<Server> servers = world.store.servers().list(Optional.empty());
        assertEquals(ids(servers), domains(), "each server that is not in error has a domain, and nobody else");
        servers.forEach(this::holds);
        world.store.volumes().list(Optional.empty()).forEach(this::holds);
        haveSecrets();
        assertEquals(
                world.store.volumes().list(Optional.empty()).stream()
                        .filter(volume -> volume.lun().isPresent())
                        .map(volume -> volume.id().toString())
                        .sorted()
                        .toList(),
                world.source.volumes().get().stream()
                        .map(VolumeId::toString)
                        .sorted()
                        .toList(),
                "each volume has its LUN, and no LUN is nobody's");
        world.store.clusters().list(Optional.empty()).forEach(this::holds);
        assertTrue(
                world.hypervisor.disks().stream()
                        .allMatch(disk -> servers.stream()
                                .anyMatch(server -> disk.contains(server.id().toString()))),
                "no disk is left of a server that is gone: " + world.hypervisor.disks());
    }

    private void holds(Cluster cluster) {
        assertTrue(cluster.isSettled(), "no change of a cluster is under way: " + cluster);
        assertTrue(!cluster.nodes().isEmpty() && !cluster.luns().isEmpty(), "a cluster has servers and LUNs");
        cluster.nodes()
                .forEach(node -> cluster.luns()
                        .forEach(lun -> assertEquals(
                                List.of(lun.address()),
                                world.store.attachments().ofServer(node.server()).stream()
                                        .filter(row -> row.volume().equals(lun.volume()))
                                        .flatMap(row -> row.slot().stream())
                                        .toList(),
                                "every node has every LUN where the cluster says")));
        cluster.luns()
                .forEach(lun -> assertEquals(
                        cluster.nodes().size(),
                        world.store.attachments().ofVolume(lun.volume()).size(),
                        "and nobody else has one"));
    }

    private Set<String> ids(List<Server> servers) {
        return servers.stream()
                .filter(server -> server.status() != ServerStatus.ERROR || world.hasDomain(server.id()))
                .map(server -> server.id().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> domains() {
        return world.hypervisor.servers().get().stream()
                .map(ServerId::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void holds(Server server) {
        assertEquals(Optional.empty(), server.task(), "nothing is being done to " + server.id());
        if (!world.hasDomain(server.id())) {
            assertEquals(List.of(), world.store.attachments().ofServer(server.id()));
            return;
        }
        DomainSnapshot domain = world.domain(server.id());
        assertEquals(
                server.status() == ServerStatus.ACTIVE,
                domain.liveXml().isPresent(),
                "the status is the truth: " + server.status());
        assertNotEquals(DomainSnapshot.Power.PAUSED, domain.power(), "no guest was left standing still");
        Stream.concat(Stream.of(domain.persistentXml()), domain.liveXml().stream())
                .map(DomainReader::read)
                .forEach(devices -> holds(server, devices));
    }

    private void holds(Server server, DomainDevices devices) {
        List<Attachment> attachments = world.store.attachments().ofServer(server.id());
        assertTrue(attachments.stream().allMatch(row -> row.status() == AttachmentStatus.ATTACHED));
        assertEquals(
                attachments.stream()
                        .map(row -> DiskSpec.aliasOf(row.volume()) + row.deviceName() + row.slot())
                        .sorted()
                        .toList(),
                devices.disks().stream()
                        .filter(disk -> isVolume(disk))
                        .map(disk -> disk.alias().orElseThrow() + "/dev/" + disk.target()
                                + disk.address().filter(address -> disk.bus().equals("scsi")))
                        .sorted()
                        .toList(),
                "the attachments are the volumes in the domain");
        Set<Integer> used =
                devices.scsiAddresses().stream().map(ScsiAddress::controller).collect(Collectors.toSet());
        assertEquals(
                List.of(),
                devices.scsi().stream()
                        .filter(controller -> controller
                                .alias()
                                .filter(ControllerSpec::isOurs)
                                .isPresent())
                        .filter(controller -> used.stream().noneMatch(index -> index >= controller.index()))
                        .toList(),
                "no controller is left that serves nothing");
    }

    private static boolean isVolume(Disk disk) {
        return disk.alias().filter(alias -> !alias.startsWith("ua-lunette-")).isPresent();
    }

    private void holds(Volume volume) {
        List<Attachment> attachments = world.store.attachments().ofVolume(volume.id());
        assertEquals(
                attachments.isEmpty() ? VolumeStatus.AVAILABLE : VolumeStatus.IN_USE,
                volume.status(),
                "a volume is available or in use: " + volume.fault());
        assertEquals(
                ByteCount.ofGiB(volume.sizeGiB()),
                world.source.sizeAt(path(volume)).orElseThrow(),
                "a volume is as large as its LUN");
        attachments.stream()
                .flatMap(row -> world.shownSize(row).stream())
                .forEach(shown -> assertEquals(
                        ByteCount.ofGiB(volume.sizeGiB()), shown, "every guest can reach the end of its LUN"));
        assertEquals(
                attachments.stream()
                        .map(row -> world.server(row.server()).initiator())
                        .map(Iqn::text)
                        .sorted()
                        .toList(),
                world.seenBy(volume).stream().map(Iqn::text).sorted().toList(),
                "those see the LUN that have the volume, and nobody else");
        if (!volume.isAdopted()) {
            haveAccounts(volume, attachments);
        }
    }

    private void haveAccounts(Volume volume, List<Attachment> attachments) {
        Set<Iqn> initiators = attachments.stream()
                .map(row -> world.server(row.server()).initiator())
                .collect(Collectors.toSet());
        assertEquals(
                initiators,
                world.store.chapAccounts().holders(volume.id()).stream()
                        .map(holder -> holder.initiator().orElseThrow())
                        .collect(Collectors.toSet()),
                "those have accounts that have the volume, and nobody else");
        for (Attachment row : attachments) {
            Iqn initiator = world.server(row.server()).initiator();
            Optional<ChapAccount> account =
                    world.store.chapAccounts().find(ChapAccounts.Holder.of(volume.id(), initiator));
            assertTrue(account.isPresent());
            assertEquals(account, world.source.account(volume.id(), initiator), "the target has the store's account");
            assertEquals(
                    account.map(ChapAccount::secret),
                    world.hypervisor.secret(ChapLogin.usage(row.server(), volume.id())),
                    "the host has the store's secret");
        }
    }

    private void haveSecrets() {
        assertEquals(
                world.store.attachments().all().stream()
                        .filter(row -> !world.store
                                .volumes()
                                .find(row.volume())
                                .orElseThrow()
                                .isAdopted())
                        .map(row -> ChapLogin.usage(row.server(), row.volume()))
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(world.hypervisor.secrets().get()),
                "no secret is left that nobody uses");
    }

    private static Connection.Network path(Volume volume) {
        Lun lun = volume.lun().orElseThrow();
        return lun.onNetwork().path(lun.portals().getFirst());
    }
}
