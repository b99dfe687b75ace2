package io.lunette.usecase.server;

import static io.lunette.usecase.server.ServerWorld.ANN;
import static io.lunette.usecase.server.ServerWorld.BOB;
import static io.lunette.usecase.server.ServerWorld.PASSTHROUGH;
import static io.lunette.usecase.server.ServerWorld.again;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.HostFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Attachment;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.Operation;
import io.lunette.model.Operation.State;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.model.VolumeStatus;
import io.lunette.port.DomainSnapshot.Power;
import io.lunette.simulate.hypervisor.Interference.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExtendAttachedTest {
    private final ServerWorld world = new ServerWorld();
    private final Server server = world.running();
    private final Volume volume = world.volume(PASSTHROUGH);

    ExtendAttachedTest() {
        attach(server, volume);
    }

    private void attach(Server to, Volume what) {
        world.servers
                .attach()
                .attach(
                        again(ANN),
                        new AttachVolume.Request(to.id(), what.id(), Optional.empty(), Optional.empty(), false))
                .get();
        world.work();
    }

    private Outcome<Volume> extend(long sizeGiB) {
        return world.servers.extend().extend(again(ANN), volume.id(), sizeGiB, true);
    }

    private Failure refused(long sizeGiB) {
        return extend(sizeGiB).failureIfAny().orElseThrow();
    }

    private static Failure failure(Outcome<?> outcome) {
        return outcome.failureIfAny().orElseThrow();
    }

    private Power power(Server of) {
        return world.domain(of.id()).power();
    }

    private List<Optional<ByteCount>> shown(Volume of) {
        return world.store.attachments().ofVolume(of.id()).stream()
                .map(world::shownSize)
                .toList();
    }

    private Operation operation(Server of) {
        return world.store.operations().ofServer(of.id()).getFirst();
    }

    private void assertSize(long sizeGiB) {
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(sizeGiB, world.row(volume).sizeGiB());
        assertEquals(List.of(Optional.of(ByteCount.ofGiB(sizeGiB))), shown(volume));
        assertEquals(Power.RUNNING, power(server));
        assertEquals(List.of(), world.store.journal().all());
        new Invariants(world).hold();
    }

    @Test
    void a_lun_grows_under_a_running_guest_and_all_agree_on_its_size() {
        assertEquals(3, extend(3).get().sizeGiB());
        assertSize(3);
    }

    @Test
    void the_operation_shows_each_step() {
        extend(3).get();
        Operation operation = operation(server);
        assertEquals("extend_volume", operation.action());
        assertEquals(Optional.empty(), operation.failure());
        assertTrue(operation.finished().isPresent());
        assertEquals(6, operation.steps().size());
        assertTrue(operation.steps().stream().allMatch(step -> step.state() == State.DONE));
    }

    @Test
    void guests_rest_while_the_lun_grows() {
        List<Power> seen = new ArrayList<>();
        world.source.beforeGrowing(() -> seen.add(power(server)));
        extend(3).get();
        assertEquals(List.of(Power.PAUSED), seen);
        assertSize(3);
    }

    @Test
    void a_guest_that_somebody_paused_stays_paused() {
        world.hypervisor.pause(server.id()).get();
        extend(3).get();
        assertEquals(Power.PAUSED, power(server));
        assertEquals(List.of(Optional.of(ByteCount.ofGiB(3))), shown(volume));
    }

    @Test
    void clients_of_older_versions_are_refused_and_nothing_is_touched() {
        Failure failure = failure(world.servers.extend().extend(again(ANN), volume.id(), 3, false));
        assertInstanceOf(VolumeFailure.ExtendInUseTooNew.class, failure);
        assertEquals(400, failure.kind().httpStatus());
        assertSize(1);
    }

    @Test
    void a_size_that_is_not_larger_is_refused() {
        assertInstanceOf(VolumeFailure.NotLarger.class, refused(1));
        assertSize(1);
    }

    @Test
    void somebody_elses_volume_is_not_found() {
        assertInstanceOf(
                VolumeFailure.NotFound.class, failure(world.servers.extend().extend(BOB, volume.id(), 3, true)));
    }

    @Test
    void a_volume_that_nobody_has_is_extended_whatever_the_version() {
        Volume free = world.volume(PASSTHROUGH);
        assertEquals(
                2,
                world.servers
                        .extend()
                        .extend(again(ANN), free.id(), 2, false)
                        .get()
                        .sizeGiB());
        assertEquals(VolumeStatus.AVAILABLE, world.row(free).status());
    }

    @Test
    void all_servers_that_share_a_lun_rest_and_are_told() {
        Volume shared = world.volume(ANN, PASSTHROUGH, true);
        Server other = world.running();
        attach(server, shared);
        attach(other, shared);
        List<Power> seen = new ArrayList<>();
        world.source.beforeGrowing(() -> seen.addAll(List.of(power(server), power(other))));
        world.servers.extend().extend(again(ANN), shared.id(), 5, true).get();
        assertEquals(List.of(Power.PAUSED, Power.PAUSED), seen);
        assertEquals(List.of(Power.RUNNING, Power.RUNNING), List.of(power(server), power(other)));
        assertEquals(List.of(Optional.of(ByteCount.ofGiB(5)), Optional.of(ByteCount.ofGiB(5))), shown(shared));
        assertEquals("extend_volume", operation(server).action());
        assertEquals("extend_volume", operation(other).action());
        new Invariants(world).hold();
    }

    @Test
    void the_lun_of_a_server_that_is_off_grows_and_the_server_starts_with_it() {
        world.servers.power().stop(again(ANN), server.id()).get();
        world.work(2);
        assertEquals(3, extend(3).get().sizeGiB());
        assertEquals(List.of(Optional.empty()), shown(volume));
        world.servers.power().start(again(ANN), server.id()).get();
        world.work(2);
        assertEquals(ServerStatus.ACTIVE, world.server(server.id()).status());
        assertSize(3);
    }

    @Test
    void another_lun_in_its_place_is_not_touched_and_the_guest_never_rests() {
        Volume other = world.volume(PASSTHROUGH);
        world.source.swapIdentities(volume.id(), other.id());
        world.hypervisor.interference().before(Call.PAUSE, () -> {
            throw new AssertionError("the guest was paused");
        });
        assertInstanceOf(StorageFailure.IdentityMismatch.class, refused(3));
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(1, world.row(volume).sizeGiB());
        assertTrue(world.row(volume).fault().isPresent());
    }

    @Test
    void storage_that_is_full_is_found_out_before_anything_is_touched() {
        assertInstanceOf(StorageFailure.NoSpace.class, refused(100_000));
        assertSize(1);
    }

    @Test
    void guests_go_on_when_the_lun_cannot_grow_after_all() {
        world.hypervisor
                .interference()
                .before(
                        Call.PAUSE,
                        () -> world.source
                                .create(
                                        new VolumeId(UUID.randomUUID()),
                                        world.source.room().get(),
                                        Optional.empty())
                                .get());
        assertInstanceOf(StorageFailure.NoSpace.class, refused(3));
        assertEquals(Power.RUNNING, power(server));
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(1, world.row(volume).sizeGiB());
        assertTrue(operation(server).steps().stream().anyMatch(step -> step.state() == State.UNDONE));
    }

    @Test
    void a_pause_without_an_answer_ends_it_and_the_guest_goes_on() {
        world.hypervisor.interference().loseAnswer(Call.PAUSE, new HostFailure.Uncertain("host1", "pause a domain"));
        assertInstanceOf(HostFailure.Uncertain.class, refused(3));
        assertSize(1);
    }

    @Test
    void a_guest_that_could_not_be_let_go_on_is_let_go_on_as_soon_as_it_can() {
        world.hypervisor
                .interference()
                .failNext(Call.RESUME, new HostFailure.Unreachable("host1", "the connection broke"));
        assertInstanceOf(HostFailure.Unreachable.class, refused(3));
        assertEquals(Power.PAUSED, power(server));
        world.work();
        assertSize(3);
        assertEquals(Optional.empty(), operation(server).failure());
    }

    @Test
    void a_domain_that_is_not_told_is_a_failure_and_the_volume_tells_the_truth() {
        world.hypervisor
                .interference()
                .failNext(Call.RESIZE_DISK, new HostFailure.Refused("host1", "resize a disk", "QEMU does not want to"));
        assertInstanceOf(HostFailure.Refused.class, refused(3));
        assertEquals(3, world.row(volume).sizeGiB());
        assertEquals(VolumeStatus.IN_USE, world.row(volume).status());
        assertEquals(List.of(Optional.of(ByteCount.ofGiB(1))), shown(volume));
        assertTrue(operation(server).failure().isPresent());
        assertEquals(
                3, world.servers.extend().refresh(again(ANN), volume.id()).get().sizeGiB());
        assertSize(3);
    }

    @Test
    void sizes_that_differ_are_a_failure_that_says_which() {
        // QEMU looks, and finds another size than READ CAPACITY says.
        world.hypervisor.learnSizesFrom(path -> Optional.of(ByteCount.ofGiB(4)));
        Failure failure = refused(3);
        assertInstanceOf(StorageFailure.SizesDiffer.class, failure);
        assertTrue(failure.why().contains("QEMU of server " + server.id()), failure.why());
        assertEquals(3, world.row(volume).sizeGiB());
    }

    @Test
    void a_volume_that_is_leaving_a_server_is_not_extended() {
        Volume shared = world.volume(ANN, PASSTHROUGH, true);
        Server other = world.running();
        attach(server, shared);
        attach(other, shared);
        Attachment leaving = world.store.attachments().ofVolume(shared.id()).getLast();
        world.store.attachments().update(leaving.with(AttachmentStatus.DETACHING));
        Failure failure = failure(world.servers.extend().extend(again(ANN), shared.id(), 3, true));
        assertInstanceOf(VolumeFailure.WrongState.class, failure);
        assertTrue(failure.why().contains("detaching"), failure.why());
    }

    @Test
    void what_is_extended_at_the_same_time_is_extended_once() {
        List<Outcome<Volume>> second = new ArrayList<>();
        world.source.beforeGrowing(() -> {
            if (second.isEmpty()) {
                second.add(extend(2));
            }
        });
        extend(3).get();
        assertInstanceOf(VolumeFailure.class, failure(second.getFirst()));
        assertSize(3);
    }

    @Test
    void an_array_that_grew_its_lun_is_believed_and_the_guest_never_rests() {
        Volume adopted = world.adopted(1);
        attach(server, adopted);
        world.hypervisor.interference().before(Call.PAUSE, () -> {
            throw new AssertionError("the guest was paused");
        });
        assertInstanceOf(
                VolumeFailure.NotGrownByArray.class,
                failure(world.servers.extend().extend(again(ANN), adopted.id(), 20, true)));
        resize(adopted, ByteCount.ofGiB(20));
        assertEquals(
                20,
                world.servers
                        .extend()
                        .extend(again(ANN), adopted.id(), 20, true)
                        .get()
                        .sizeGiB());
        assertEquals(List.of(Optional.of(ByteCount.ofGiB(20))), shown(adopted));
    }

    @Test
    void refreshing_takes_over_what_the_array_made_of_its_lun() {
        Volume adopted = world.adopted(1);
        attach(server, adopted);
        ByteCount odd = new ByteCount(ByteCount.ofGiB(11).bytes() + 512);
        resize(adopted, odd);
        Volume now = world.servers.extend().refresh(again(ANN), adopted.id()).get();
        assertEquals(12, now.sizeGiB());
        assertEquals(odd, now.lun().orElseThrow().identity().size());
        assertEquals(List.of(Optional.of(odd)), shown(adopted));
    }

    @Test
    void a_lun_that_shrank_is_not_taken_over() {
        Volume adopted = world.adopted(1);
        attach(server, adopted);
        resize(adopted, ByteCount.ofGiB(2));
        Failure failure = failure(world.servers.extend().refresh(again(ANN), adopted.id()));
        assertInstanceOf(VolumeFailure.Shrunk.class, failure);
        assertEquals(VolumeStatus.IN_USE, world.row(adopted).status());
    }

    @Test
    void an_adopted_volume_that_nobody_has_gets_the_size_of_its_lun() {
        Volume adopted = world.adopted(2);
        resize(adopted, ByteCount.ofGiB(40));
        assertEquals(
                40,
                world.servers
                        .extend()
                        .extend(again(ANN), adopted.id(), 30, false)
                        .get()
                        .sizeGiB());
        assertEquals(VolumeStatus.AVAILABLE, world.row(adopted).status());
    }

    private void resize(Volume adopted, ByteCount size) {
        world.array.resize(
                adopted.lun().orElseThrow().onNetwork().target(),
                adopted.lun().orElseThrow().onNetwork().number(),
                size);
    }
}
