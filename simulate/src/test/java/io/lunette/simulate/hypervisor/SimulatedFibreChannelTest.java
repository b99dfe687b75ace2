package io.lunette.simulate.hypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.HostAdapter;
import io.lunette.model.HostName;
import io.lunette.model.ParentAdapter;
import io.lunette.model.Wwn;
import io.lunette.port.FibreChannel;
import io.lunette.port.contract.FibreChannelContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedFibreChannelTest extends FibreChannelContract {
    private static final ParentAdapter FABRIC = new ParentAdapter.OnFabric(new Wwn("2000000043214321"));

    private final SimulatedHypervisor host = new SimulatedHypervisor(new HostName("host1"));

    @Override
    protected FibreChannel fibreChannel() {
        return host.fibreChannel();
    }

    @Test
    void an_hba_counts_its_vhbas_and_a_reboot_forgets_them() {
        host.fibreChannel()
                .create(new Wwn("3000000000000001"), new Wwn("3100000000000001"), FABRIC)
                .get();
        host.fibreChannel()
                .create(new Wwn("3000000000000002"), new Wwn("3100000000000002"), FABRIC)
                .get();
        assertEquals(Optional.of(new HostAdapter.Vports(2, 3)), first().vports());
        host.restartHost();
        assertEquals(Optional.of(new HostAdapter.Vports(0, 3)), first().vports());
        assertEquals(
                List.of("scsi_host1", "scsi_host2", "scsi_host3"),
                host.fibreChannel().adapters().get().stream()
                        .map(HostAdapter::name)
                        .toList());
    }

    private HostAdapter first() {
        return host.fibreChannel().adapters().get().getFirst();
    }
}
