package io.lunette.simulate.hypervisor;

import io.lunette.port.contract.HypervisorPoolContract;
import io.lunette.port.contract.HypervisorStage;

class SimulatedPoolTest extends HypervisorPoolContract {
    private static final HypervisorStage STAGE = new SimulatedStage();

    @Override
    protected HypervisorStage stage() {
        return STAGE;
    }
}
