package io.lunette.server.iscsi.tgt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.port.contract.LunSourceContract;
import io.lunette.server.iscsi.probe.IscsiProbe;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class TgtLunSourceContractTest extends LunSourceContract {
    private static PrivateTgt tgt;
    private static TgtLunSource source;
    private static IscsiProbe probe;

    @BeforeAll
    static void start() throws IOException {
        tgt = new PrivateTgt(80, 23080);
        source = tgt.start();
        probe = IscsiProbe.load().get();
    }

    @AfterAll
    static void stop() throws IOException {
        probe.close();
        source.stop().get();
        tgt.close();
    }

    @AfterEach
    void delete_what_the_test_made() {
        source.volumes().get().forEach(volume -> source.delete(volume).get());
    }

    @Override
    protected LunSource source() {
        return source;
    }

    @Override
    protected LunProbe probe() {
        return probe;
    }

    @Override
    protected byte[] read(VolumeId volume, long from, int bytes) {
        return tgt.read(volume, from, bytes);
    }

    @Override
    protected OpenSession login(Connection.Network connection, Iqn initiator) {
        return tgt.login(connection, initiator);
    }

    @Override
    protected void freeze() {
        tgt.freeze();
    }

    @Override
    protected void thaw() {
        tgt.thaw();
    }

    @Override
    protected void crash() {
        tgt.kill();
    }

    @Test
    void withdraw_leaves_a_session_that_is_about_to_end_the_time_to_log_out() throws Exception {
        VolumeId volume = new VolumeId(UUID.randomUUID());
        HostName host = new HostName("here");
        Iqn initiator = Iqn.parse("iqn.2026-11.io.lunette:leaving").get();
        Lun lun =
                source.create(volume, new ByteCount(1 << 20), Optional.empty()).get();
        Connection.Network path = (Connection.Network)
                source.expose(volume, lun, host, Login.of(initiator)).get();
        CountDownLatch loggedIn = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<ByteCount>> last = threads.submit(() -> {
                try (OpenSession leaving = login(path, initiator)) {
                    loggedIn.countDown();
                    Thread.sleep(200);
                    return leaving.capacity();
                }
            });
            loggedIn.await();
            source.withdraw(volume, lun, host, initiator).get();
            assertEquals(Optional.of(new ByteCount(1 << 20)), last.get());
        }
    }
}
