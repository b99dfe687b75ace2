package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A host by {@code qemu+ssh://}, with a key file, whose own key is checked. */
class FarHostTest {
    private static PrivateLibvirtd south;
    private static PrivateLibvirtd north;
    private static LoopbackSsh ssh;
    private static Lab lab;
    private static Api api;

    @BeforeAll
    static void start() {
        south = PrivateLibvirtd.start();
        north = PrivateLibvirtd.start();
        ssh = LoopbackSsh.start(27301);
        lab = Lab.start(new Lab.Place(27302, 79, 27303, Optional.of(south)));
        new Stock(lab).flavor("tiny", 64);
        api = lab.connect(Api::as);
    }

    @AfterAll
    static void stop() {
        lab.close();
        ssh.close();
        north.close();
        south.close();
    }

    private static Command.Result add() {
        return lab.client(Lab.home("lunette").toString(), "host", "add", "north", ssh.uri(north), "--zone", "far");
    }

    @Test
    void a_host_over_ssh_is_trusted_by_its_key_alone_and_serves_as_any_other() {
        Command.Result unknown = add();
        assertTrue(unknown.status() != 0 && unknown.err().contains("Host key verification failed"), unknown.toString());
        ssh.trust(false);
        Command.Result another = add();
        assertTrue(another.status() != 0 && another.err().contains("verification failed"), another.toString());
        assertEquals(1, api.get("/v1/hosts").path("hosts").size());
        ssh.trust(true);
        add().must();

        String server = api.server("far", api.flavor("tiny"), api.rootVolume("far-root"), "far");
        assertTrue(north.virsh("list", "--name").must().contains(server));
        String volume = api.volume("data", 1, true);
        api.attach(server, volume);
        assertTrue(north.virsh("dumpxml", "lunette-" + server).must().contains(volume));
        api.detach(server, volume);
        api.removeServer(server);
        assertEquals("", north.virsh("list", "--all", "--name").must().strip());
    }
}
