package io.lunette.simulate;

import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunProbe;
import io.lunette.port.contract.LunDiscoveryContract;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

class SimulatedLunDiscoveryTest extends LunDiscoveryContract {
    private final SimulatedArray array = SimulatedArray.sample();
    private final SimulatedLunProbe probe = new SimulatedLunProbe(
            new SimulatedLunSource(ByteCount.ofGiB(1), Duration.ofMillis(20)), array, Duration.ofMillis(20));

    @BeforeEach
    void two_disks() {
        array.remove(target(), 3);
        array.keepOut(STRANGER);
    }

    @Override
    protected LunDiscovery discovery() {
        return probe;
    }

    @Override
    protected LunProbe probe() {
        return probe;
    }

    @Override
    protected List<Portal> portals() {
        return array.portals();
    }

    @Override
    protected Iqn target() {
        return array.targets().getFirst();
    }

    @Override
    protected List<Disk> disks() {
        return List.of(new Disk(1, ByteCount.ofGiB(10), "SN00000001"), new Disk(2, ByteCount.ofGiB(20), "SN00000002"));
    }

    @Override
    protected Portal deadPortal() {
        return new Portal("nothing.invalid", Portal.DEFAULT_PORT);
    }
}
