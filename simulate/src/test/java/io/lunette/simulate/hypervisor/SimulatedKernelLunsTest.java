package io.lunette.simulate.hypervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.failure.Failure;
import io.lunette.model.ByteCount;
import io.lunette.model.HostName;
import io.lunette.model.LunIdentity;
import io.lunette.model.Wwid;
import io.lunette.port.HostLuns;
import io.lunette.port.contract.HostLunsContract;
import org.junit.jupiter.api.Test;

class SimulatedKernelLunsTest extends HostLunsContract {
    private final SimulatedKernelLuns luns = new SimulatedHypervisor(new HostName("host1")).kernelLuns();
    private int made;

    private LunIdentity made() {
        Wwid wwid = Wwid.parse("naa.600a0b80000f1d2a%016x".formatted(++made)).get();
        return new LunIdentity("EXAMPLE", "SANLUN", "0001", "SN" + made, wwid, ByteCount.ofGiB(1), 512);
    }

    @Override
    protected HostLuns luns() {
        return luns;
    }

    @Override
    protected LunIdentity shown() {
        LunIdentity lun = made();
        luns.show(lun);
        return lun;
    }

    @Override
    protected LunIdentity replacementOf(LunIdentity lun) {
        LunIdentity other = made();
        luns.replaceBehindItsBack(lun.wwid(), other);
        return other;
    }

    @Override
    protected void hold(LunIdentity lun, String name) {
        luns.hold(lun.wwid(), "LVM volume " + name);
    }

    @Override
    protected void release(LunIdentity lun, String name) {
        luns.release(lun.wwid());
    }

    @Test
    void one_that_cannot_be_given_to_servers_is_listed_with_the_reason_and_refused_with_it() {
        LunIdentity lun = shown();
        luns.spoil(lun.wwid(), "it has no map");
        assertEquals("it has no map", luns.list().get().getFirst().problem().orElseThrow());
        Failure refused = luns.find(lun.wwid()).failureIfAny().orElseThrow();
        assertEquals("storage.unusable-on-host", refused.code());
        assertEquals("it has no map", refused.why());
    }
}
