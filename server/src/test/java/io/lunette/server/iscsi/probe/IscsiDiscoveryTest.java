package io.lunette.server.iscsi.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.array.TgtArray;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Portal;
import io.lunette.port.LunDiscovery;
import io.lunette.port.LunProbe;
import io.lunette.port.contract.LunDiscoveryContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class IscsiDiscoveryTest extends LunDiscoveryContract {
    private static TgtArray array;
    private static Iqn target;
    private static IscsiProbe probe;

    @BeforeAll
    static void start() {
        array = TgtArray.start(61, 23610, 23611);
        target = array.target("iqn.2026-11.org.example:array.one");
        array.show(target, 1, array.disk(ByteCount.ofMiB(4)), "6" + "1".repeat(31), "FIRST");
        array.show(target, 200, array.disk(ByteCount.ofMiB(8)), "6" + "2".repeat(31), "SECOND");
        array.letIn(target, INITIATOR);
        probe = IscsiProbe.load().get();
    }

    @AfterAll
    static void stop() {
        probe.close();
        array.close();
    }

    @Override
    protected LunDiscovery discovery() {
        return probe;
    }

    @Override
    protected LunProbe probe() {
        return probe;
    }

    @Override
    protected List<Portal> portals() {
        return array.portals();
    }

    @Override
    protected Iqn target() {
        return target;
    }

    @Override
    protected List<Disk> disks() {
        return List.of(new Disk(1, ByteCount.ofMiB(4), "FIRST"), new Disk(200, ByteCount.ofMiB(8), "SECOND"));
    }

    @Override
    protected Portal deadPortal() {
        return new Portal("127.0.0.1", 23619);
    }

    @Test
    void a_portal_that_takes_connections_and_says_nothing_is_told_as_such() throws IOException {
        try (ServerSocket silent = new ServerSocket(23618, 50, InetAddress.getLoopbackAddress())) {
            assertInstanceOf(
                    StorageFailure.PortalDown.class,
                    probe.targets(new Portal("127.0.0.1", silent.getLocalPort()), Login.of(INITIATOR))
                            .failureIfAny()
                            .orElseThrow());
        }
    }

    @Test
    void an_address_is_read_without_its_portal_group() {
        assertEquals(Optional.of(new Portal("::1", 3260)), OfferedTargets.portal("[::1]:3260,1"));
        assertEquals(Optional.of(new Portal("192.0.2.1", 3261)), OfferedTargets.portal("192.0.2.1:3261,65535"));
        assertEquals(Optional.empty(), OfferedTargets.portal(","));
    }
}
