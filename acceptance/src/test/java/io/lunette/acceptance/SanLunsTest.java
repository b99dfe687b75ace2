package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.array.TgtArray;
import io.lunette.failure.Outcome;
import io.lunette.model.ByteCount;
import io.lunette.model.HostLun;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.port.HostLuns;
import io.lunette.port.contract.HostLunsContract;
import io.lunette.server.libvirt.LibvirtHost;
import io.lunette.server.libvirt.LibvirtHypervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The LUNs of a host with a SAN through its libvirt, by two paths each. */
@Tag("san")
class SanLunsTest extends HostLunsContract {
    private static final int PORT = 27210;
    private static final ByteCount SIZE = ByteCount.ofMiB(64);
    private static final List<AutoCloseable> MADE = new ArrayList<>();

    private static SanHost north;
    private static TgtArray array;
    private static Iqn target;
    private static LibvirtHypervisor hypervisor;
    private static int shown;

    private static <T extends AutoCloseable> T made(T thing) {
        MADE.add(thing);
        return thing;
    }

    @BeforeAll
    static void start() {
        SanNetwork network = made(SanNetwork.start());
        List<Portal> portals = network.addresses().stream()
                .map(address -> new Portal(address, PORT))
                .toList();
        array = made(TgtArray.start(77, portals));
        target = array.target("iqn.2026-11.org.example:luns.array");
        array.letIn(target, Iqn.parse("iqn.2026-11.org.example:north").get());
        north = network.host("north", portals.stream().map(Portal::toString).toList())
                .await();
        hypervisor = made(new LibvirtHypervisor(
                new LibvirtHost(
                        new HostName("north"),
                        north.uri(),
                        LibvirtHost.VirtType.QEMU,
                        "lunette",
                        "/var/lib/libvirt/lunette",
                        Duration.ofSeconds(20)),
                network.folder().resolve("trials.properties")));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable thing : MADE.reversed()) {
            thing.close();
        }
    }

    @Override
    protected HostLuns luns() {
        return hypervisor.kernelLuns();
    }

    private static LunIdentity shown(int number) {
        shown++;
        String naa = "6" + "9".repeat(30) + shown;
        array.show(target, number, array.disk(SIZE), naa, "LUN" + shown);
        return new LunIdentity(
                "SOMEBODY",
                "ARRAY DISK",
                "0007",
                "LUN" + shown,
                Wwid.parse("naa." + naa).get(),
                SIZE,
                512);
    }

    /** Its number is the last digit of its WWID. */
    private static int number(LunIdentity lun) {
        String text = lun.wwid().toString();
        return Integer.parseInt(text.substring(text.length() - 1));
    }

    @Override
    protected LunIdentity shown() {
        return shown(shown + 1);
    }

    @Override
    protected LunIdentity replacementOf(LunIdentity lun) {
        array.hide(target, number(lun));
        return shown(number(lun));
    }

    @Override
    protected void hold(LunIdentity lun, String name) {
        north.run("dmsetup create " + name + " --table '0 2048 linear /dev/mapper/"
                        + lun.wwid().kernelName() + " 0'")
                .must();
    }

    @Override
    protected void release(LunIdentity lun, String name) {
        north.run("dmsetup remove --retry " + name).must();
    }

    private static boolean hasLostAllPaths(LunIdentity lun) {
        String status = north.run("dmsetup status " + lun.wwid().kernelName()).must();
        return status.split(" F ", -1).length == 3;
    }

    @Test
    void a_lun_that_has_lost_all_its_paths_holds_up_no_other() {
        LunIdentity lost = shown();
        LunIdentity other = shown();
        assertTrue(luns().find(lost.wwid()).isDone());
        HostLun before = luns().find(other.wwid()).get();
        array.hide(target, number(lost));
        Waiting.untilTrue("the paths to fail", Duration.ofMinutes(1), () -> hasLostAllPaths(lost));
        assertServes(before, lost);

        // For good, as many sites have it in multipath.conf.
        north.run("dmsetup message " + lost.wwid().kernelName() + " 0 queue_if_no_path")
                .must();
        assertServes(before, lost);
    }

    private void assertServes(HostLun other, LunIdentity lost) {
        assertEquals(Outcome.done(other), luns().find(other.identity().wwid()));
        assertEquals(Outcome.done(other), luns().identify(other.identity().wwid()));
        assertTrue(luns().list().get().contains(other));
        assertEquals(
                "storage.paths-changed",
                luns().identify(lost.wwid()).failureIfAny().orElseThrow().code());
    }
}
