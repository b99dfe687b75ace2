package io.lunette.server.libvirt;

import io.lunette.port.contract.HypervisorStage;
import io.lunette.port.contract.ReplayContract;
import org.junit.jupiter.api.Tag;

@Tag("real")
class LibvirtReplayTest extends ReplayContract {
    @Override
    protected HypervisorStage stage() {
        return LibvirtStage.shared();
    }

    @Override
    protected int stories() {
        return 20;
    }
}
