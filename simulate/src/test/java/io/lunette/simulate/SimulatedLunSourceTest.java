package io.lunette.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.port.contract.LunSourceContract;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedLunSourceTest extends LunSourceContract {
    private final SimulatedLunSource source = new SimulatedLunSource(ByteCount.ofMiB(256), Duration.ofMillis(20));
    private final SimulatedLunProbe probe =
            new SimulatedLunProbe(source, SimulatedArray.sample(), Duration.ofMillis(20));

    @Test
    void luns_that_changed_places_answer_with_each_others_identity() {
        VolumeId one = volume();
        VolumeId other = volume();
        Connection.Network path = expose(one, create(one), FIRST);
        LunIdentity expected = create(other).identity();
        source.swapIdentities(one, other);
        assertEquals(expected, probe.identify(path, Login.of(FIRST)).get());
    }

    @Test
    void a_path_that_was_cut_is_down_until_it_is_healed() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network path = expose(volume, lun, FIRST);
        source.cutPath(volume);
        assertPathDown(probe.identify(path, Login.of(FIRST)));
        source.healPath(volume);
        assertEquals(lun.identity(), probe.identify(path, Login.of(FIRST)).get());
    }

    @Test
    void a_failure_that_was_arranged_comes_once() {
        StorageFailure.Unavailable arranged = new StorageFailure.Unavailable("Nothing was done", "so it was arranged");
        source.failNext(arranged);
        assertEquals(Outcome.failed(arranged), source.create(volume(), SIZE, Optional.empty()));
        assertEquals(List.of(), source.volumes().get());
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
        return source.read(volume, from, bytes);
    }

    @Override
    protected OpenSession login(Connection.Network connection, Iqn initiator) {
        return new OpenSession() {
            @Override
            public Optional<ByteCount> capacity() {
                return source.seenInSession(connection, initiator).map(LunIdentity::size);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    protected void freeze() {
        source.freeze();
    }

    @Override
    protected void thaw() {
        source.thaw();
    }

    @Override
    protected void crash() {
        source.crash();
    }
}
