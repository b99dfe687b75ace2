package io.lunette.simulate.hypervisor;

import io.lunette.port.contract.HypervisorDomainsContract;
import io.lunette.port.contract.HypervisorStage;

class SimulatedDomainsTest extends HypervisorDomainsContract {
    private static final HypervisorStage STAGE = new SimulatedStage();

    @Override
    protected HypervisorStage stage() {
        return STAGE;
    }
}
