package io.lunette.server.libvirt;

import io.lunette.port.contract.HypervisorDomainsContract;
import io.lunette.port.contract.HypervisorStage;
import org.junit.jupiter.api.Tag;

@Tag("real")
class LibvirtDomainsTest extends HypervisorDomainsContract {
    @Override
    protected HypervisorStage stage() {
        return LibvirtStage.shared();
    }
}
