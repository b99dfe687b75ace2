package io.lunette.simulate.hypervisor;

import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.ServerId;
import io.lunette.port.Hypervisor;
import io.lunette.port.contract.HypervisorStage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The simulated host for the suites. */
final class SimulatedStage implements HypervisorStage {
    private static final Iqn TARGET =
            Iqn.parse("iqn.2026-11.org.example:simulated").get();
    private static final Portal UP = new Portal("127.0.0.1", 3260);
    private static final Portal DOWN = new Portal("127.0.0.1", 1);

    private final SimulatedHypervisor hypervisor = new SimulatedHypervisor(new HostName("simulated"));

    private final Map<Connection.Network, ByteCount> sizes = new ConcurrentHashMap<>();

    SimulatedStage() {
        hypervisor.learnSizesFrom(path -> Optional.ofNullable(sizes.get(path)));
        hypervisor.takeDown(DOWN);
    }

    @Override
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    @Override
    public Connection.Network lun(int number) {
        return new Connection.Network(UP, TARGET, number);
    }

    @Override
    public void resizeLun(Connection.Network path, ByteCount size) {
        sizes.put(path, size);
    }

    @Override
    public Connection.Network deadPath() {
        return new Connection.Network(DOWN, TARGET, 1);
    }

    @Override
    public boolean hasSession(Iqn initiator) {
        return hypervisor.servers().get().stream()
                .flatMap(server -> hypervisor.find(server).get().stream())
                .flatMap(domain -> domain.liveXml().stream())
                .anyMatch(xml -> xml.contains(initiator.text()));
    }

    @Override
    public void stallTarget(Duration length) {
        // Its domains let go of their LUNs without asking the target.
    }

    @Override
    public void startForeign(String domainXml) {
        hypervisor.startForeign(domainXml);
    }

    @Override
    public boolean foreignRuns(ServerId uuid) {
        return hypervisor.runs(uuid);
    }

    @Override
    public void removeForeign(ServerId uuid) {
        hypervisor.forget(uuid);
    }

    @Override
    public void crash(ServerId server) {
        hypervisor.crash(server);
    }

    @Override
    public void breakConnection() {
        hypervisor.breakConnection();
    }

    @Override
    public void printOnConsole(ServerId server, String text) {
        hypervisor.print(server, text);
    }

    @Override
    public Optional<String> guest() {
        return Optional.of("");
    }

    @Override
    public void awaitGuest(ServerId server) {
        // A simulated guest is up at once.
    }

    @Override
    public Optional<byte[]> readDisk(String path, int length) {
        return hypervisor.readDisk(path, length);
    }

    @Override
    public long diskCapacity(String path) {
        return hypervisor.diskCapacity(path);
    }

    @Override
    public byte[] qcow2OfOneMebibyte() {
        return ByteBuffer.allocate(512)
                .putInt(0x514649fb)
                .putInt(3)
                .putLong(24, 1 << 20)
                .array();
    }

    @Override
    public void close() {
        hypervisor.close();
    }
}
