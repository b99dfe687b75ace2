package io.lunette.simulate.hypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.port.HostLogins;
import io.lunette.port.contract.HostLoginsContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedLoginsTest extends HostLoginsContract {
    private static final Portal PORTAL = new Portal("192.0.2.1", 3260);
    private static final Portal OTHER = new Portal("192.0.2.2", 3260);
    private static final Wwid LUN =
            Wwid.parse("naa.600a0b80000f1d2a0000000000000001").get();

    private final SimulatedHypervisor host = new SimulatedHypervisor(new HostName("host1"));

    SimulatedLoginsTest() {
        LunIdentity lun = new LunIdentity("EXAMPLE", "SANLUN", "0001", "SN1", LUN, ByteCount.ofGiB(1), 512);
        for (Portal portal : List.of(PORTAL, OTHER)) {
            host.logins().offer(portal, byHand(), Optional.empty(), List.of());
            host.logins().offer(portal, open(), Optional.empty(), List.of(lun));
            host.logins().offer(portal, guarded(), Optional.of(account()), List.of());
        }
        host.logins().loginByHand(byHand());
    }

    @Override
    protected HostLogins logins() {
        return host.logins();
    }

    @Override
    protected Portal portal() {
        return PORTAL;
    }

    @Override
    protected Portal otherPortal() {
        return OTHER;
    }

    @Override
    protected Portal silent() {
        return new Portal("192.0.2.3", 3260);
    }

    @Override
    protected Iqn byHand() {
        return Iqn.parse("iqn.2026-11.org.example:by-hand").get();
    }

    @Override
    protected Iqn open() {
        return Iqn.parse("iqn.2026-11.org.example:open").get();
    }

    @Override
    protected Iqn guarded() {
        return Iqn.parse("iqn.2026-11.org.example:guarded").get();
    }

    @Override
    protected ChapAccount account() {
        return new ChapAccount("host1", new ChapSecret("correct-horse-battery"));
    }

    @Override
    protected Wwid lun() {
        return LUN;
    }

    @Test
    void the_kernel_has_the_luns_of_a_login_as_long_as_it_lasts() {
        host.logins().login(PORTAL, open(), Optional.empty()).get();
        assertTrue(host.kernelLuns().find(LUN).isDone());
        host.logins().logout(open(), lun -> Optional.empty()).get();
        assertEquals(List.of(), host.kernelLuns().list().get());
    }
}
