package io.lunette.server.libvirt;

import io.lunette.port.contract.HypervisorStage;
import io.lunette.port.contract.HypervisorWatchContract;
import org.junit.jupiter.api.Tag;

@Tag("real")
class LibvirtWatchTest extends HypervisorWatchContract {
    @Override
    protected HypervisorStage stage() {
        return LibvirtStage.shared();
    }
}
