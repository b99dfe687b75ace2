package io.lunette.simulate.hypervisor;

import io.lunette.port.contract.HypervisorStage;
import io.lunette.port.contract.PlannedServersContract;

class SimulatedPlannedServersTest extends PlannedServersContract {
    private static final HypervisorStage STAGE = new SimulatedStage();

    @Override
    protected HypervisorStage stage() {
        return STAGE;
    }
}
