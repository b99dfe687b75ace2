package io.lunette.simulate.hypervisor;

import io.lunette.port.contract.HostInspectionContract;
import io.lunette.port.contract.HypervisorStage;

class SimulatedInspectionTest extends HostInspectionContract {
    private static final HypervisorStage STAGE = new SimulatedStage();

    @Override
    protected HypervisorStage stage() {
        return STAGE;
    }

    @Override
    protected String folder() {
        SimulatedInspection inspection = ((SimulatedHypervisor) STAGE.hypervisor()).inspection();
        inspection.write("/contract/one.conf", "first");
        inspection.write("/contract/two.txt", "x".repeat(2000));
        return "/contract";
    }
}
