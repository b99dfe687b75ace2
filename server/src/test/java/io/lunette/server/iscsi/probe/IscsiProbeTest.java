package io.lunette.server.iscsi.probe;

import io.lunette.model.Portal;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.port.contract.LunProbeContract;
import io.lunette.server.iscsi.tgt.PrivateTgt;
import io.lunette.server.iscsi.tgt.TgtLunSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class IscsiProbeTest extends LunProbeContract {
    private static PrivateTgt tgt;
    private static TgtLunSource source;
    private static IscsiProbe probe;
    private static ServerSocket silent;
    private static ServerSocket babbling;

    @BeforeAll
    static void start() throws IOException {
        tgt = new PrivateTgt(81, 23081);
        source = tgt.start();
        probe = IscsiProbe.load().get();
        silent = new ServerSocket(23082, 50, InetAddress.getLoopbackAddress());
        babbling = new ServerSocket(23083, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(IscsiProbeTest::babble);
    }

    private static void babble() {
        try {
            while (true) {
                try (Socket socket = babbling.accept();
                        OutputStream out = socket.getOutputStream()) {
                    out.write("SSH-2.0-NotAnArray\r\n".repeat(20).getBytes(StandardCharsets.US_ASCII));
                } catch (SocketException reset) {
                    if (babbling.isClosed()) {
                        return;
                    }
                }
            }
        } catch (IOException ended) {
            throw new IllegalStateException(ended);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        silent.close();
        babbling.close();
        probe.close();
        source.stop().get();
        tgt.close();
    }

    @AfterEach
    void delete_what_the_test_made() {
        source.volumes().get().forEach(volume -> source.delete(volume).get());
    }

    @Test
    void a_frozen_target_is_a_path_that_is_down() {
        Exposed exposed = exposed();
        tgt.freeze();
        try {
            assertPathDown(exposed.connection());
        } finally {
            tgt.thaw();
        }
    }

    @Override
    protected LunProbe probe() {
        return probe;
    }

    @Override
    protected LunSource source() {
        return source;
    }

    @Override
    protected Portal deadPortal() {
        return new Portal("127.0.0.1", 23089);
    }

    @Override
    protected Portal silentPortal() {
        return new Portal("127.0.0.1", silent.getLocalPort());
    }

    @Override
    protected Portal babblingPortal() {
        return new Portal("127.0.0.1", babbling.getLocalPort());
    }
}
