package io.lunette.simulate;

import io.lunette.model.ByteCount;
import io.lunette.model.Portal;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.port.contract.LunProbeContract;
import java.time.Duration;

class SimulatedLunProbeTest extends LunProbeContract {
    private final SimulatedLunSource source = new SimulatedLunSource(ByteCount.ofGiB(1), Duration.ofMillis(20));
    private final SimulatedLunProbe probe =
            new SimulatedLunProbe(source, SimulatedArray.sample(), Duration.ofMillis(20));

    @Override
    protected LunProbe probe() {
        return probe;
    }

    @Override
    protected LunSource source() {
        return source;
    }

    @Override
    protected Portal deadPortal() {
        return new Portal("dead.invalid", 3260);
    }

    @Override
    protected Portal silentPortal() {
        Portal silent = new Portal("silent.invalid", 3260);
        probe.silence(silent);
        return silent;
    }

    @Override
    protected Portal babblingPortal() {
        return new Portal("babbling.invalid", 3260);
    }
}
