package io.lunette.simulate.hypervisor;

import io.lunette.port.contract.HypervisorStage;
import io.lunette.port.contract.ReplayContract;

class SimulatedReplayTest extends ReplayContract {
    private static final HypervisorStage STAGE = new SimulatedStage();

    @Override
    protected HypervisorStage stage() {
        return STAGE;
    }

    @Override
    protected int stories() {
        return 200;
    }
}
