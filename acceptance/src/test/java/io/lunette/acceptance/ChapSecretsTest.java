package io.lunette.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ChapAccount;
import io.lunette.model.Iqn;
import io.lunette.model.VolumeId;
import io.lunette.port.ChapAccounts.Holder;
import io.lunette.server.store.SqlStateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** CHAP on real parts: where the secrets are, what outlives what, and that they are nowhere else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChapSecretsTest {
    private static PrivateLibvirtd libvirtd;
    private static Lab lab;
    private static Api api;
    private static String flavor;

    @BeforeAll
    static void start() {
        libvirtd = PrivateLibvirtd.start();
        lab = Lab.start(new Lab.Place(18895, 95, 23095, Optional.of(libvirtd)));
        new Stock(lab).flavor("tiny", 64);
        api = lab.connect(Api::as);
        flavor = api.flavor("tiny");
    }

    @AfterAll
    static void stop() {
        lab.close();
        libvirtd.close();
    }

    /** What the store knows, which nobody else tells: read while no service has it. */
    private static ChapAccount account(String server, String volume) {
        lab.kill();
        try (SqlStateStore store = SqlStateStore.open(lab.state().resolve("lunette.db"), Clock.systemUTC())
                .get()) {
            Iqn initiator = Iqn.parse("iqn.2026-11.io.lunette.server:" + server).get();
            VolumeId id = VolumeId.parse(volume).get();
            return store.chapAccounts().find(Holder.of(id, initiator)).orElseThrow();
        } finally {
            lab.startAgain();
            api = lab.connect(Api::as);
        }
    }

    private static List<String> secretsOfHost(String server) {
        return lab.virsh("secret-list")
                .must()
                .lines()
                .filter(line -> line.contains("lunette:" + server + ":"))
                .map(line -> line.replaceAll(".*(lunette:\\S+).*", "$1"))
                .sorted()
                .toList();
    }

    /** Nobody's while the target itself is gone. */
    private static String sessions(String volume) {
        try {
            return Array.connectedTo(lab, volume).toString();
        } catch (AssertionError noTarget) {
            return "";
        }
    }

    /** First: a target that was made again is shown as drift from then on. */
    @Test
    @Order(1)
    void a_secret_is_at_the_target_and_in_libvirt_and_nowhere_else() throws Exception {
        String root = api.rootVolume("root");
        String server = api.server("secretive", flavor, root);
        String data = api.volume("data", 1, true);
        api.attach(server, data);
        assertEquals(2, Array.accounts(lab, data).size(), "the server's and the guard");
        assertEquals(
                Stream.of(root, data)
                        .map(volume -> "lunette:" + server + ":" + volume)
                        .sorted()
                        .toList(),
                secretsOfHost(server));

        Agreement agreement = new Agreement(lab, api);
        agreement.settle();
        agreement.check();

        List<String> secrets = new ArrayList<>();
        for (String volume : List.of(root, data)) {
            secrets.add(account(server, volume).secret().text());
        }
        String refused = failedAttaches(server);
        assertNowhere(secrets, "what refusals say", refused);
        assertNowhereElse(secrets, server);

        api.detach(server, data);
        assertEquals(List.of(), Array.accounts(lab, data));
        assertEquals(List.of("lunette:" + server + ":" + root), secretsOfHost(server));
        api.delete("/compute/v2.1/servers/" + server);
        Waiting.untilTrue(
                "the server to be gone",
                Duration.ofSeconds(60),
                () -> secretsOfHost(server).isEmpty());
        for (String volume : List.of(root, data)) {
            assertEquals(List.of(), Array.accounts(lab, volume));
            assertTrue(Array.allAccounts(lab).stream().noneMatch(account -> account.startsWith(volume)));
        }
    }

    /** Attaches that fail because the target hangs and because QEMU is not let in. */
    private static String failedAttaches(String server) {
        String one = api.volume("unlucky", 1, true);
        Command.run("kill", "-STOP", "" + lab.target().pid()).must();
        String hung;
        try {
            hung = api.tryAttach(server, one).body();
        } finally {
            Command.run("kill", "-CONT", "" + lab.target().pid()).must();
        }
        assertFalse(hung.isEmpty());
        return hung + api.get("/v1/operations?all_tenants=true") + lab.log();
    }

    private static void assertNowhereElse(List<String> secrets, String server) throws IOException {
        for (String path : List.of(
                "/compute/v2.1/servers/detail",
                "/compute/v2.1/servers/" + server + "/os-volume_attachments",
                "/compute/v2.1/servers/" + server + "/os-instance-actions",
                "/volume/v3/volumes/detail",
                "/volume/v3/attachments",
                "/v1/operations",
                "/v1/drift")) {
            assertNowhere(secrets, path, api.get(path).toString());
        }
        for (String[] command : List.of(
                new String[] {"dumpxml", "--security-info", server},
                new String[] {"dumpxml", "--inactive", "--security-info", server},
                new String[] {"secret-list"})) {
            assertNowhere(secrets, String.join(" ", command), lab.virsh(command).must());
        }
        // The log, the store and its log, labels, masks, journal rows, traces: all that the service and the target
        // keep.
        assertNotIn(secrets, lab.state().getParent());
        assertNotIn(secrets, libvirtd.path("/var/log/libvirt"));
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                assertNotIn(secrets, process.resolve("cmdline"));
                assertNotIn(secrets, process.resolve("environ"));
            }
        }
    }

    private static void assertNotIn(List<String> secrets, Path where) throws IOException {
        if (!Files.exists(where)) {
            return;
        }
        try (Stream<Path> files = Files.walk(where)) {
            for (Path file : files.filter(
                            path -> !Files.isDirectory(path) && !path.toString().endsWith(".img"))
                    .toList()) {
                assertNowhere(secrets, file.toString(), text(file));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException gone) {
            return "";
        }
    }

    private static void assertNowhere(List<String> secrets, String where, String text) {
        assertTrue(secrets.stream().noneMatch(text::contains), "a secret is in " + where);
    }

    @Test
    @Order(2)
    void a_server_starts_after_libvirtd_came_up_anew_and_its_luns_outlive_tgtd() {
        String root = api.rootVolume("root");
        String server = api.server("steady", flavor, root);
        String initiator = "[iqn.2026-11.io.lunette.server:" + server + "]";
        Command.run("kill", "-KILL", "" + lab.target().pid()).must();
        Waiting.untilTrue(
                "QEMU to log in again with its account",
                Duration.ofSeconds(60),
                () -> sessions(root).equals(initiator));
        assertEquals(2, Array.accounts(lab, root).size());

        // As a guest that powers itself off: this one has no system that would hear of a request.
        lab.virsh("destroy", server).must();
        awaitStatus(server, "SHUTOFF");
        libvirtd.kill();
        libvirtd.startAgain();
        Waiting.untilTrue(
                "the secret to be there again",
                Duration.ofSeconds(90),
                () -> secretsOfHost(server).contains("lunette:" + server + ":" + root));
        api.post("/compute/v2.1/servers/" + server + "/action", "{\"os-start\":null}");
        awaitStatus(server, "ACTIVE");
        Waiting.untilTrue(
                "QEMU to be logged in",
                Duration.ofSeconds(30),
                () -> sessions(root).equals(initiator));
        api.delete("/compute/v2.1/servers/" + server);
        Waiting.untilTrue(
                "the server to be gone",
                Duration.ofSeconds(60),
                () -> secretsOfHost(server).isEmpty());
    }

    private static void awaitStatus(String server, String status) {
        api.await(
                "/compute/v2.1/servers/" + server,
                body -> body.at("/server/status").asText().equals(status));
    }
}
