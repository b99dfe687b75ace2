package io.lunette.server.libvirt;

import io.lunette.port.contract.HypervisorDevicesContract;
import io.lunette.port.contract.HypervisorStage;
import org.junit.jupiter.api.Tag;

@Tag("real")
class LibvirtDevicesTest extends HypervisorDevicesContract {
    @Override
    protected HypervisorStage stage() {
        return LibvirtStage.shared();
    }
}
