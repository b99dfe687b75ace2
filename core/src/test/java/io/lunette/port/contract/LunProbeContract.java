package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.ByteCount;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.Portal;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link LunProbe} promises, sentence by sentence, on LUNs of a source that keeps its own promises. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class LunProbeContract {
    private static final HostName HOST = new HostName("host1");
    protected static final Iqn INITIATOR =
            Iqn.parse("iqn.2026-11.io.lunette:server-1").get();
    private static final Iqn STRANGER =
            Iqn.parse("iqn.2026-11.io.lunette:server-2").get();

    protected abstract LunProbe probe();

    /** Where the LUNs come from that the probe looks at. */
    protected abstract LunSource source();

    /** Nothing listens there. */
    protected abstract Portal deadPortal();

    /** Takes connections and then says nothing, until the test ends. */
    protected abstract Portal silentPortal();

    /** Says something that is no iSCSI. */
    protected abstract Portal babblingPortal();

    @Test
    void the_identity_is_what_the_lun_says_of_itself() {
        Exposed exposed = exposed();
        LunIdentity identity = identify(exposed);
        assertEquals(exposed.lun().identity(), identity);
        assertEquals(ByteCount.ofMiB(4), identity.size());
        assertEquals(512, identity.blockBytes());
    }

    @Test
    void reading_it_twice_gives_the_same() {
        Exposed exposed = exposed();
        assertEquals(identify(exposed), identify(exposed));
    }

    @Test
    void whatever_lun_answers_on_the_path_is_what_is_told() {
        Exposed one = exposed();
        Exposed other = exposed();
        assertEquals(
                other.lun().identity(),
                probe().identify(other.connection(), Login.of(INITIATOR)).get());
        assertEquals(
                one.lun().identity(),
                probe().identify(one.connection(), Login.of(INITIATOR)).get());
    }

    @Test
    void a_size_that_grew_is_read_afresh() {
        Exposed exposed = exposed();
        identify(exposed);
        source().extend(exposed.volume(), ByteCount.ofMiB(8)).get();
        assertEquals(ByteCount.ofMiB(8), identify(exposed).size());
    }

    @Test
    void a_portal_where_nothing_listens_is_a_path_that_is_down() {
        assertPathDown(at(deadPortal()));
    }

    @Test
    void a_portal_that_takes_connections_and_says_nothing_is_a_path_that_is_down() {
        assertPathDown(at(silentPortal()));
    }

    @Test
    void a_portal_that_speaks_another_protocol_is_a_path_that_is_down() {
        assertPathDown(at(babblingPortal()));
    }

    @Test
    void a_silent_portal_keeps_no_other_probe_waiting() throws Exception {
        Exposed exposed = exposed();
        Connection.Network silent = at(silentPortal());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Outcome<LunIdentity>>> hanging = new ArrayList<>();
            for (int count = 0; count < 3; count++) {
                hanging.add(threads.submit(() -> probe().identify(silent, Login.of(INITIATOR))));
            }
            for (int count = 0; count < 20; count++) {
                assertEquals(exposed.lun().identity(), identify(exposed));
            }
            for (Future<Outcome<LunIdentity>> each : hanging) {
                assertInstanceOf(StorageFailure.PathDown.class, failure(each.get()));
            }
        }
    }

    @Test
    void a_target_that_is_not_there_is_a_path_that_is_down() {
        Connection.Network path = exposed().connection();
        Iqn unknown = Iqn.parse("iqn.2026-11.io.lunette:no-such-target").get();
        assertPathDown(new Connection.Network(path.portal(), unknown, path.lun()));
    }

    @Test
    void a_lun_that_is_not_there_is_a_path_that_is_down() {
        Connection.Network path = exposed().connection();
        assertPathDown(new Connection.Network(path.portal(), path.target(), 7));
    }

    @Test
    void a_lun_that_is_hidden_from_the_initiator_is_a_path_that_is_down() {
        Exposed exposed = exposed();
        assertInstanceOf(
                StorageFailure.PathDown.class, failure(probe().identify(exposed.connection(), Login.of(STRANGER))));
    }

    @Test
    void the_failure_names_portal_target_and_lun() {
        Connection.Network path = at(deadPortal());
        StorageFailure.PathDown down =
                assertInstanceOf(StorageFailure.PathDown.class, failure(probe().identify(path, Login.of(INITIATOR))));
        assertEquals(path.portal().toString(), down.portal());
        assertEquals(path.target().toString(), down.target());
        assertEquals(path.lun(), down.lun());
    }

    /** The LUN of a new volume, and how it is reached. */
    protected record Exposed(VolumeId volume, Lun lun, Connection.Network connection) {}

    protected final Exposed exposed() {
        VolumeId volume = new VolumeId(UUID.randomUUID());
        Lun lun = source().create(volume, ByteCount.ofMiB(4), Optional.empty()).get();
        Connection connection =
                source().expose(volume, lun, HOST, Login.of(INITIATOR)).get();
        return new Exposed(volume, lun, assertInstanceOf(Connection.Network.class, connection));
    }

    private LunIdentity identify(Exposed exposed) {
        return probe().identify(exposed.connection(), Login.of(INITIATOR)).get();
    }

    private Connection.Network at(Portal portal) {
        Connection.Network path = exposed().connection();
        return new Connection.Network(portal, path.target(), path.lun());
    }

    protected final void assertPathDown(Connection.Network path) {
        assertInstanceOf(StorageFailure.PathDown.class, failure(probe().identify(path, Login.of(INITIATOR))));
    }

    private static Failure failure(Outcome<LunIdentity> outcome) {
        return outcome.failureIfAny().orElseThrow(() -> new AssertionError("was done: " + outcome));
    }
}
