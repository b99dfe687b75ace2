package io.lunette.server.iscsi.tgt;

import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.port.contract.LunSourceContract;
import io.lunette.server.iscsi.probe.IscsiProbe;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("real")
class TgtLunSourceContractTest extends LunSourceContract {
    private static PrivateTgt tgt;
    private static TgtLunSource source;
    private static IscsiProbe probe;

    @BeforeAll
    static void start() throws IOException {
        tgt = new PrivateTgt(80, 33080);
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
}
