package io.lunette.simulate.hypervisor;

import io.lunette.port.contract.HypervisorStage;
import io.lunette.port.contract.HypervisorWatchContract;

class SimulatedWatchTest extends HypervisorWatchContract {
    private static final HypervisorStage STAGE = new SimulatedStage();

    @Override
    protected HypervisorStage stage() {
        return STAGE;
    }
}
