package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.Unit;
import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.Connection;
import io.lunette.model.HostName;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.VolumeId;
import io.lunette.port.LunProbe;
import io.lunette.port.LunSource;
import io.lunette.run.TargetLogins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@link LunSource} promises, sentence by sentence. The source under test begins without LUNs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class LunSourceContract {
    protected static final HostName HOST = new HostName("host1");
    protected static final Iqn FIRST =
            Iqn.parse("iqn.2026-11.io.lunette:server-1").get();
    protected static final Iqn SECOND =
            Iqn.parse("iqn.2026-11.io.lunette:server-2").get();
    protected static final ByteCount SIZE = ByteCount.ofMiB(4);
    private static final int MIB = 1 << 20;

    @TempDir
    Path contents;

    protected abstract LunSource source();

    /** A probe that reaches the source's LUNs. */
    protected abstract LunProbe probe();

    /** What is on the LUN now. */
    protected abstract byte[] read(VolumeId volume, long from, int bytes);

    /** Logs in as {@code initiator}, which may, and stays. */
    protected abstract OpenSession login(Connection.Network connection, Iqn initiator);

    /** Makes the target answer nothing, although it is there, until {@link #thaw}. */
    protected abstract void freeze();

    protected abstract void thaw();

    /** Ends the target without a word; what is kept only in its memory is lost. */
    protected abstract void crash();

    /** A session that an initiator has with a LUN. */
    public interface OpenSession extends AutoCloseable {
        /** The size of the LUN as the session now reads it, or nothing where the session was cut. */
        Optional<ByteCount> capacity();

        @Override
        void close();
    }

    @Test
    void a_new_lun_has_its_size_and_reads_as_zeroes() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        assertEquals(SIZE, lun.identity().size());
        assertArrayEquals(new byte[4 * MIB], read(volume, 0, 4 * MIB));
    }

    @Test
    void a_lun_made_from_content_begins_with_it_and_goes_on_with_zeroes() throws IOException {
        VolumeId volume = volume();
        byte[] content = patchy(2 * MIB + 1000);
        source().create(volume, SIZE, Optional.of(file(content))).get();
        assertArrayEquals(content, read(volume, 0, content.length));
        int rest = 4 * MIB - content.length;
        assertArrayEquals(new byte[rest], read(volume, content.length, rest));
    }

    @Test
    void content_may_fill_the_lun_to_its_end() throws IOException {
        VolumeId volume = volume();
        byte[] content = patchy(4 * MIB);
        source().create(volume, SIZE, Optional.of(file(content))).get();
        assertArrayEquals(content, read(volume, 0, content.length));
    }

    @Test
    void content_that_is_larger_than_the_lun_is_a_mistake_and_leaves_nothing() throws IOException {
        VolumeId volume = volume();
        Optional<Path> content = Optional.of(file(patchy(4 * MIB + 1)));
        assertThrows(IllegalArgumentException.class, () -> source().create(volume, SIZE, content));
        assertEquals(List.of(), source().volumes().get());
    }

    @Test
    void a_lun_keeps_its_labels_to_the_letter() {
        VolumeId volume = volume();
        create(volume);
        assertEquals(Map.of(), source().labels(volume).get());
        Map<String, String> labels = Map.of(
                "name",
                "a 'b' \\ \"c\" <d/> é 漢 \uD83C\uDF12 \n\t\u0001",
                "empty",
                "",
                "meta.hw_scsi_model",
                "virtio-scsi");
        source().label(volume, labels).get();
        assertEquals(labels, source().labels(volume).get());
    }

    @Test
    void labels_are_replaced_as_a_whole() {
        VolumeId volume = volume();
        create(volume);
        source().label(volume, Map.of("a", "1", "b", "2")).get();
        source().label(volume, Map.of("b", "3")).get();
        assertEquals(Map.of("b", "3"), source().labels(volume).get());
    }

    @Test
    void labels_are_each_luns_own_and_go_with_it() {
        VolumeId volume = volume();
        VolumeId other = volume();
        create(volume);
        create(other);
        source().label(volume, Map.of("a", "1")).get();
        assertEquals(Map.of(), source().labels(other).get());
        source().delete(volume).get();
        assertInstanceOf(StorageFailure.NoSuchLun.class, failure(source().labels(volume)));
        create(volume);
        assertEquals(Map.of(), source().labels(volume).get());
    }

    @Test
    void labels_do_not_count_as_luns_and_need_one() {
        VolumeId volume = volume();
        assertInstanceOf(StorageFailure.NoSuchLun.class, failure(source().label(volume, Map.of("a", "1"))));
        create(volume);
        source().label(volume, Map.of("a", "1")).get();
        assertEquals(List.of(volume), source().volumes().get());
    }

    @Test
    void sizes_are_rounded_up_to_whole_blocks() {
        Lun lun =
                source().create(volume(), new ByteCount(513), Optional.empty()).get();
        assertEquals(new ByteCount(1024), lun.identity().size());
    }

    @Test
    void create_again_gives_the_lun_made_before_with_its_data() throws IOException {
        VolumeId volume = volume();
        byte[] content = patchy(MIB);
        Lun first = source().create(volume, SIZE, Optional.of(file(content))).get();
        Lun again =
                source().create(volume, ByteCount.ofMiB(8), Optional.empty()).get();
        assertEquals(first, again);
        assertArrayEquals(content, read(volume, 0, content.length));
        assertEquals(List.of(volume), source().volumes().get());
    }

    @Test
    void a_lun_says_on_the_path_what_the_source_said_of_it() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        assertEquals(lun.identity(), identify(volume, lun, FIRST));
    }

    @Test
    void a_volume_has_the_same_identity_when_its_lun_is_made_anew() {
        VolumeId volume = volume();
        LunIdentity before = create(volume).identity();
        source().delete(volume).get();
        assertEquals(before, create(volume).identity());
    }

    @Test
    void two_volumes_never_share_a_wwid_a_serial_or_a_target() {
        Lun one = create(volume());
        Lun other = create(volume());
        assertNotEquals(one.identity().wwid(), other.identity().wwid());
        assertNotEquals(one.identity().serial(), other.identity().serial());
        assertNotEquals(one.onNetwork().target(), other.onNetwork().target());
    }

    @Test
    void a_lun_that_there_is_no_space_for_is_refused_and_leaves_nothing() {
        VolumeId volume = volume();
        ByteCount tooMuch = new ByteCount(source().room().get().bytes() + ByteCount.GIB);
        Failure failure = failure(source().create(volume, tooMuch, Optional.empty()));
        assertInstanceOf(StorageFailure.NoSpace.class, failure);
        assertEquals(List.of(), source().volumes().get());
        assertEquals(List.of(), source().exposedTo(volume).get());
        create(volume);
    }

    @Test
    void there_is_room_for_a_lun_of_the_size_of_the_room() {
        source().create(volume(), source().room().get(), Optional.empty()).get();
    }

    @Test
    void a_lun_takes_its_whole_size_from_the_room_before_anything_is_written_to_it() {
        long before = source().room().get().bytes();
        create(volume());
        assertTrue(source().room().get().bytes() <= before - SIZE.bytes());
    }

    @Test
    void delete_removes_the_lun_with_its_data() throws IOException {
        VolumeId volume = volume();
        Lun lun = source().create(volume, SIZE, Optional.of(file(patchy(MIB)))).get();
        Connection.Network connection = expose(volume, lun, FIRST);
        source().delete(volume).get();
        assertEquals(List.of(), source().volumes().get());
        assertEquals(List.of(), source().exposedTo(volume).get());
        assertPathDown(probe().identify(connection, Login.of(FIRST)));
        create(volume);
        assertArrayEquals(new byte[MIB], read(volume, 0, MIB));
    }

    @Test
    void delete_gives_the_room_back() {
        VolumeId volume = volume();
        long before = source().room().get().bytes();
        create(volume);
        source().delete(volume).get();
        assertTrue(source().room().get().bytes() > before - SIZE.bytes());
    }

    @Test
    void delete_cuts_the_sessions_that_are_open() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        try (OpenSession session = login(expose(volume, lun, FIRST), FIRST)) {
            source().delete(volume).get();
            assertEquals(Optional.empty(), session.capacity());
        }
    }

    @Test
    void delete_is_done_as_well_when_there_is_no_lun() {
        VolumeId volume = volume();
        source().delete(volume).get();
        create(volume);
        source().delete(volume).get();
        source().delete(volume).get();
    }

    @Test
    void extend_grows_the_lun_and_keeps_data_and_identity() throws IOException {
        VolumeId volume = volume();
        byte[] content = patchy(4 * MIB);
        Lun lun = source().create(volume, SIZE, Optional.of(file(content))).get();
        source().extend(volume, ByteCount.ofMiB(8)).get();
        LunIdentity grown = identify(volume, lun, FIRST);
        assertEquals(ByteCount.ofMiB(8), grown.size());
        assertEquals(lun.identity().wwid(), grown.wwid());
        assertEquals(lun.identity().serial(), grown.serial());
        assertArrayEquals(content, read(volume, 0, content.length));
        assertArrayEquals(new byte[4 * MIB], read(volume, 4 * MIB, 4 * MIB));
    }

    @Test
    void extend_works_while_a_session_is_open() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        try (OpenSession session = login(expose(volume, lun, FIRST), FIRST)) {
            source().extend(volume, ByteCount.ofMiB(8)).get();
            assertEquals(Optional.of(ByteCount.ofMiB(8)), session.capacity());
        }
    }

    @Test
    void extend_never_shrinks() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        source().extend(volume, ByteCount.ofMiB(1)).get();
        source().extend(volume, SIZE).get();
        assertEquals(SIZE, identify(volume, lun, FIRST).size());
    }

    @Test
    void extend_beyond_the_room_changes_nothing() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        ByteCount tooMuch = new ByteCount(source().room().get().bytes() + ByteCount.GIB);
        assertInstanceOf(StorageFailure.NoSpace.class, failure(source().extend(volume, tooMuch)));
        assertEquals(SIZE, identify(volume, lun, FIRST).size());
    }

    @Test
    void extend_and_expose_of_a_volume_without_lun_are_refused() {
        VolumeId volume = volume();
        Lun lun = create(volume());
        assertInstanceOf(StorageFailure.NoSuchLun.class, failure(source().extend(volume, SIZE)));
        assertInstanceOf(StorageFailure.NoSuchLun.class, failure(source().expose(volume, lun, HOST, Login.of(FIRST))));
    }

    @Test
    void nobody_sees_a_lun_that_was_only_created() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network path = new Connection.Network(
                lun.portals().getFirst(),
                lun.onNetwork().target(),
                lun.onNetwork().number());
        assertEquals(List.of(), source().exposedTo(volume).get());
        assertPathDown(probe().identify(path, Login.of(FIRST)));
    }

    @Test
    void expose_says_how_the_host_reaches_the_lun() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network connection = expose(volume, lun, FIRST);
        assertEquals(lun.onNetwork().target(), connection.target());
        assertEquals(lun.onNetwork().number(), connection.lun());
        assertTrue(lun.portals().contains(connection.portal()));
    }

    @Test
    void expose_again_changes_nothing() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        assertEquals(expose(volume, lun, FIRST), expose(volume, lun, FIRST));
        assertEquals(List.of(FIRST), source().exposedTo(volume).get());
    }

    @Test
    void an_initiator_that_it_was_not_exposed_to_sees_nothing() {
        VolumeId volume = volume();
        Connection.Network connection = expose(volume, create(volume), FIRST);
        assertPathDown(probe().identify(connection, Login.of(SECOND)));
    }

    @Test
    void exposing_one_lun_shows_no_other() {
        VolumeId volume = volume();
        VolumeId other = volume();
        expose(volume, create(volume), FIRST);
        Connection.Network connection = expose(other, create(other), SECOND);
        assertPathDown(probe().identify(connection, Login.of(FIRST)));
    }

    @Test
    void several_initiators_see_a_lun_and_are_listed_sorted() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network connection = expose(volume, lun, SECOND);
        expose(volume, lun, FIRST);
        assertEquals(List.of(FIRST, SECOND), source().exposedTo(volume).get());
        assertEquals(
                lun.identity(), probe().identify(connection, Login.of(FIRST)).get());
        assertEquals(
                lun.identity(), probe().identify(connection, Login.of(SECOND)).get());
    }

    @Test
    void withdraw_takes_the_lun_from_that_initiator_alone() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network connection = expose(volume, lun, FIRST);
        expose(volume, lun, SECOND);
        source().withdraw(volume, lun, HOST, FIRST).get();
        assertPathDown(probe().identify(connection, Login.of(FIRST)));
        assertEquals(
                lun.identity(), probe().identify(connection, Login.of(SECOND)).get());
        assertEquals(List.of(SECOND), source().exposedTo(volume).get());
    }

    @Test
    void withdraw_cuts_the_sessions_of_that_initiator_and_no_others() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network connection = expose(volume, lun, FIRST);
        expose(volume, lun, SECOND);
        try (OpenSession one = login(connection, FIRST);
                OpenSession again = login(connection, FIRST);
                OpenSession other = login(connection, SECOND)) {
            source().withdraw(volume, lun, HOST, FIRST).get();
            assertEquals(Optional.empty(), one.capacity());
            assertEquals(Optional.empty(), again.capacity());
            assertEquals(Optional.of(SIZE), other.capacity());
        }
    }

    @Test
    void withdraw_is_done_as_well_when_there_is_nothing_to_take_back() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        source().withdraw(volume, lun, HOST, FIRST).get();
        expose(volume, lun, FIRST);
        source().withdraw(volume, lun, HOST, FIRST).get();
        source().withdraw(volume, lun, HOST, FIRST).get();
        source().delete(volume).get();
        source().withdraw(volume, lun, HOST, FIRST).get();
    }

    @Test
    void a_lun_can_be_exposed_again_after_it_was_withdrawn() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        expose(volume, lun, FIRST);
        source().withdraw(volume, lun, HOST, FIRST).get();
        assertEquals(lun.identity(), identify(volume, lun, FIRST));
    }

    @Test
    void with_chap_the_name_alone_is_not_enough() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Login first = chap(volume, FIRST);
        Connection.Network connection = expose(volume, lun, first);
        assertEquals(lun.identity(), probe().identify(connection, first).get());
        assertRefused(probe().identify(connection, Login.of(FIRST)));
        assertRefused(probe().identify(connection, chap(volume, FIRST)));
    }

    @Test
    void with_chap_the_account_alone_is_not_enough() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Login first = chap(volume, FIRST);
        Connection.Network connection = expose(volume, lun, first);
        assertFalse(
                probe().identify(connection, new Login(SECOND, first.chap())).isDone());
    }

    @Test
    void an_account_opens_no_other_lun() {
        VolumeId volume = volume();
        VolumeId other = volume();
        Login first = chap(volume, FIRST);
        expose(volume, create(volume), first);
        Connection.Network connection = expose(other, create(other), chap(other, FIRST));
        assertRefused(probe().identify(connection, first));
    }

    @Test
    void each_initiator_has_an_account_of_its_own_and_keeps_it_when_others_come_and_go() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Login first = chap(volume, FIRST);
        Login second = chap(volume, SECOND);
        Connection.Network connection = expose(volume, lun, first);
        expose(volume, lun, second);
        source().withdraw(volume, lun, HOST, FIRST).get();
        assertEquals(lun.identity(), probe().identify(connection, second).get());
        assertFalse(probe().identify(connection, first).isDone());
        expose(volume, lun, first);
        assertEquals(lun.identity(), probe().identify(connection, first).get());
        source().withdraw(volume, lun, HOST, SECOND).get();
        assertEquals(lun.identity(), probe().identify(connection, first).get());
        assertFalse(probe().identify(connection, second).isDone());
    }

    @Test
    void a_withdrawn_account_lets_nobody_in() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Login first = chap(volume, FIRST);
        Login second = chap(volume, SECOND);
        Connection.Network connection = expose(volume, lun, first);
        expose(volume, lun, second);
        source().withdraw(volume, lun, HOST, FIRST).get();
        assertRefused(probe().identify(connection, new Login(SECOND, first.chap())));
    }

    @Test
    void exposing_again_with_another_account_takes_the_place_of_the_one_before() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Login before = chap(volume, FIRST);
        Login second = chap(volume, SECOND);
        Connection.Network connection = expose(volume, lun, before);
        expose(volume, lun, second);
        Login after = chap(volume, FIRST);
        expose(volume, lun, after);
        assertRefused(probe().identify(connection, before));
        assertEquals(lun.identity(), probe().identify(connection, after).get());
        assertEquals(lun.identity(), probe().identify(connection, second).get());
    }

    @Test
    void a_session_that_is_open_stays_when_accounts_come() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network connection = expose(volume, lun, FIRST);
        try (OpenSession before = login(connection, FIRST)) {
            expose(volume, lun, chap(volume, SECOND));
            expose(volume, lun, chap(volume, FIRST));
            assertEquals(Optional.of(SIZE), before.capacity());
        }
    }

    @Test
    void without_any_account_left_the_name_is_enough_again() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Login first = chap(volume, FIRST);
        Connection.Network connection = expose(volume, lun, first);
        expose(volume, lun, Login.of(FIRST));
        assertEquals(
                lun.identity(), probe().identify(connection, Login.of(FIRST)).get());
    }

    /** An account that was never used before. */
    protected static Login chap(VolumeId volume, Iqn initiator) {
        String secret = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return Login.of(initiator).with(new ChapAccount(TargetLogins.user(volume, initiator), new ChapSecret(secret)));
    }

    private static void assertRefused(Outcome<LunIdentity> outcome) {
        assertInstanceOf(StorageFailure.LoginRefused.class, failure(outcome));
    }

    @Test
    void nobody_sees_a_volume_that_the_source_does_not_know() {
        assertEquals(List.of(), source().exposedTo(volume()).get());
    }

    @Test
    void volumes_are_listed_sorted_by_id() {
        List<VolumeId> made = new ArrayList<>();
        for (int count = 0; count < 5; count++) {
            VolumeId volume = volume();
            create(volume);
            made.add(volume);
        }
        made.sort(Comparator.comparing(VolumeId::toString));
        assertEquals(made, source().volumes().get());
    }

    @Test
    void every_method_may_be_called_from_any_thread_at_the_same_time() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            VolumeId shared = volume();
            List<Future<Lun>> lives = new ArrayList<>();
            for (int count = 0; count < 16; count++) {
                lives.add(threads.submit(() -> liveOfALun(volume())));
                lives.add(threads.submit(() -> create(shared)));
            }
            for (Future<Lun> live : lives) {
                live.get();
            }
            assertEquals(List.of(shared), source().volumes().get());
        }
    }

    private Lun liveOfALun(VolumeId volume) {
        Lun lun = create(volume);
        assertEquals(lun.identity(), identify(volume, lun, FIRST));
        source().withdraw(volume, lun, HOST, FIRST).get();
        assertEquals(List.of(), source().exposedTo(volume).get());
        source().delete(volume).get();
        return lun;
    }

    @Test
    void a_target_that_hangs_makes_calls_fail_and_not_hang() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        freeze();
        try {
            assertInstanceOf(
                    StorageFailure.Unavailable.class, failure(source().expose(volume, lun, HOST, Login.of(FIRST))));
            assertInstanceOf(StorageFailure.Unavailable.class, failure(source().exposedTo(volume)));
        } finally {
            thaw();
        }
        assertEquals(lun.identity(), identify(volume, lun, FIRST));
    }

    @Test
    void a_target_that_died_is_there_again_with_its_luns_identities_and_masks() throws IOException {
        VolumeId volume = volume();
        byte[] content = patchy(MIB);
        Lun lun = source().create(volume, SIZE, Optional.of(file(content))).get();
        Connection.Network connection = expose(volume, lun, FIRST);
        Lun hidden = create(volume());
        crash();
        assertEquals(List.of(FIRST), source().exposedTo(volume).get());
        assertEquals(
                lun.identity(), probe().identify(connection, Login.of(FIRST)).get());
        assertPathDown(probe().identify(connection, Login.of(SECOND)));
        assertPathDown(probe().identify(
                        new Connection.Network(
                                connection.portal(), hidden.onNetwork().target(), 1),
                        Login.of(FIRST)));
        assertArrayEquals(content, read(volume, 0, content.length));
    }

    @Test
    void what_was_withdrawn_stays_so_when_the_target_dies() {
        VolumeId volume = volume();
        Lun lun = create(volume);
        Connection.Network connection = expose(volume, lun, FIRST);
        expose(volume, lun, SECOND);
        source().withdraw(volume, lun, HOST, FIRST).get();
        crash();
        assertEquals(List.of(SECOND), source().exposedTo(volume).get());
        assertPathDown(probe().identify(connection, Login.of(FIRST)));
    }

    @Test
    void that_the_reservations_of_luns_in_use_were_lost_is_told() {
        VolumeId volume = volume();
        expose(volume, create(volume), FIRST);
        create(volume());
        int before = renewals().size();
        crash();
        source().exposedTo(volume).get();
        assertEquals(before + 1, renewals().size());
        assertEquals(1, renewals().getLast().luns());
        assertFalse(renewals().getLast().at().isAfter(Instant.now()));
    }

    @Test
    void a_target_that_dies_while_nobody_uses_it_loses_nothing_that_is_told() {
        create(volume());
        int before = renewals().size();
        crash();
        source().volumes().get();
        assertEquals(before, renewals().size());
    }

    private List<LunSource.Renewal> renewals() {
        return source().renewals().get();
    }

    protected static VolumeId volume() {
        return new VolumeId(UUID.randomUUID());
    }

    protected final Lun create(VolumeId volume) {
        return source().create(volume, SIZE, Optional.empty()).get();
    }

    protected final Connection.Network expose(VolumeId volume, Lun lun, Iqn initiator) {
        return expose(volume, lun, Login.of(initiator));
    }

    protected final Connection.Network expose(VolumeId volume, Lun lun, Login login) {
        return assertInstanceOf(
                Connection.Network.class,
                source().expose(volume, lun, HOST, login).get());
    }

    private LunIdentity identify(VolumeId volume, Lun lun, Iqn initiator) {
        return probe().identify(expose(volume, lun, initiator), Login.of(initiator))
                .get();
    }

    protected static Failure failure(Outcome<?> outcome) {
        assertFalse(outcome.isDone(), () -> "was done: " + outcome);
        return outcome.failureIfAny().orElseThrow();
    }

    protected static void assertPathDown(Outcome<LunIdentity> outcome) {
        assertInstanceOf(StorageFailure.PathDown.class, failure(outcome));
    }

    /** Done, with nothing more to say. */
    protected static void assertDone(Outcome<Unit> outcome) {
        assertEquals(Outcome.done(), outcome);
    }

    protected final Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(contents, "content", ".raw"), content);
    }

    /** Random bytes with long stretches of zeroes between them, as disk images have. */
    protected static byte[] patchy(int bytes) {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        for (int from = 100_000; from + 300_000 < bytes; from += 500_000) {
            Arrays.fill(content, from, from + 300_000, (byte) 0);
        }
        return content;
    }
}
