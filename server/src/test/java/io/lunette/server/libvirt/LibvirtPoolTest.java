package io.lunette.server.libvirt;

import io.lunette.port.contract.HypervisorPoolContract;
import io.lunette.port.contract.HypervisorStage;
import org.junit.jupiter.api.Tag;

@Tag("real")
class LibvirtPoolTest extends HypervisorPoolContract {
    @Override
    protected HypervisorStage stage() {
        return LibvirtStage.shared();
    }
}
