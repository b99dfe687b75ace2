package io.lunette.server.libvirt;

import io.lunette.port.contract.HypervisorStage;
import io.lunette.port.contract.PlannedServersContract;
import org.junit.jupiter.api.Tag;

@Tag("real")
class LibvirtPlannedServersTest extends PlannedServersContract {
    @Override
    protected HypervisorStage stage() {
        return LibvirtStage.shared();
    }
}
