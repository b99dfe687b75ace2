package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.array.TgtArray;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Connection;
import io.lunette.model.HostLogin;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.Wwid;
import io.lunette.port.HostLogins;
import io.lunette.port.contract.HostLoginsContract;
import io.lunette.server.libvirt.LibvirtHost;
import io.lunette.server.libvirt.LibvirtHypervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** iSCSI logins of a host with a SAN through its libvirt, to three targets of one array; its own boot made one of them. */
@Tag("san")
class SanLoginsTest extends HostLoginsContract {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final int PORT = 27200;
    private static final int SILENT = 27201;
    private static final String LUN = "6" + "8".repeat(31);
    private static final ChapAccount ACCOUNT = new ChapAccount("north", new ChapSecret("correct-horse-battery"));
    private static final List<AutoCloseable> MADE = new ArrayList<>();

    private static SanHost north;
    private static Portal near;
    private static Portal far;
    private static Iqn byHand;
    private static Iqn open;
    private static Iqn guarded;
    private static LibvirtHypervisor hypervisor;

    private static <T extends AutoCloseable> T made(T thing) {
        MADE.add(thing);
        return thing;
    }

    @BeforeAll
    static void start() {
        SanNetwork network = made(SanNetwork.start());
        near = new Portal(network.addresses().get(0), PORT);
        far = new Portal(network.addresses().get(1), PORT);
        TgtArray array = made(TgtArray.start(77, List.of(near, far)));
        byHand = array.target("iqn.2026-11.org.example:logins.by-hand");
        Iqn initiator = Iqn.parse("iqn.2026-11.org.example:north").get();
        array.letIn(byHand, initiator);
        // The boot of the host logs it in to all that the portal names: so the others come later.
        north = network.host("north", List.of(far.toString())).await();
        open = array.target("iqn.2026-11.org.example:logins.open");
        array.show(open, 1, array.disk(ByteCount.ofMiB(64)), LUN, "OPEN1");
        guarded = array.target("iqn.2026-11.org.example:logins.guarded");
        array.guard(guarded, ACCOUNT.user(), ACCOUNT.secret().text());
        array.letIn(open, initiator);
        array.letIn(guarded, initiator);
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
    protected HostLogins logins() {
        return hypervisor.logins();
    }

    @Override
    protected Portal portal() {
        return near;
    }

    @Override
    protected Portal otherPortal() {
        return far;
    }

    @Override
    protected Portal silent() {
        return new Portal(near.host(), SILENT);
    }

    @Override
    protected Iqn byHand() {
        return byHand;
    }

    @Override
    protected Iqn open() {
        return open;
    }

    @Override
    protected Iqn guarded() {
        return guarded;
    }

    @Override
    protected ChapAccount account() {
        return ACCOUNT;
    }

    @Override
    protected Wwid lun() {
        return Wwid.parse("naa." + LUN).get();
    }

    @Override
    protected HostLogin withLuns(Iqn target) {
        Waiting.untilTrue(
                "the LUNs of " + target,
                SOON,
                () -> !super.withLuns(target).luns().isEmpty());
        return super.withLuns(target);
    }

    @Test
    void a_lun_that_came_by_a_login_is_found_by_its_wwid() {
        logins().login(near, open, Optional.empty()).get();
        assertEquals(
                Optional.of(new Connection.Block("/dev/mapper/3" + LUN)),
                hypervisor.kernelLuns().find(lun()).get().device());
        assertTrue(hypervisor.kernelLuns().identify(lun()).isDone());
    }

    @Test
    void a_login_that_ended_behind_lunettes_back_is_shown_so_and_made_again() {
        logins().login(near, open, Optional.empty()).get();
        north.run("iscsiadm -m node -T " + open + " -p " + near + " --logout").must();
        assertEquals(
                List.of(false),
                logins().list().get().stream()
                        .filter(HostLogin::isOurs)
                        .map(HostLogin::active)
                        .toList());
        assertTrue(logins().login(near, open, Optional.empty()).get().active());
    }

    @Test
    void what_the_host_keeps_of_a_login_goes_with_it() {
        logins().login(near, guarded, Optional.of(ACCOUNT)).get();
        assertTrue(north.virsh("secret-list").must().contains("lunette-login:"));
        logins().logout(guarded, lun -> Optional.empty()).get();
        assertEquals("", north.virsh("secret-list").must().strip());
        assertEquals("", north.virsh("pool-list", "--all", "--name").must().strip());
    }
}
