package io.lunette.simulate.hypervisor;

import io.lunette.port.contract.HypervisorDevicesContract;
import io.lunette.port.contract.HypervisorStage;

class SimulatedDevicesTest extends HypervisorDevicesContract {
    private static final HypervisorStage STAGE = new SimulatedStage();

    @Override
    protected HypervisorStage stage() {
        return STAGE;
    }
}
