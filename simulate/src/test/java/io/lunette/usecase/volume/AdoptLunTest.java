package io.lunette.usecase.volume;

import static io.lunette.usecase.volume.VolumeWorld.ADMIN;
import static io.lunette.usecase.volume.VolumeWorld.ANN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.StorageFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.ByteCount;
import io.lunette.model.Caller;
import io.lunette.model.ChapAccount;
import io.lunette.model.ChapSecret;
import io.lunette.model.FoundLun;
import io.lunette.model.FoundLun.LunNames;
import io.lunette.model.Iqn;
import io.lunette.model.Lun;
import io.lunette.model.LunAddress;
import io.lunette.model.Portal;
import io.lunette.model.ProjectId;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.port.ChapAccounts.Holder;
import io.lunette.simulate.SimulatedArray;
import io.lunette.usecase.volume.DiscoverLuns.Discovered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdoptLunTest {
    private static final Iqn TARGET =
            Iqn.parse("iqn.2026-11.invalid.array:cluster").get();
    private static final Iqn CONTROLLER =
            Iqn.parse("iqn.2026-11.io.lunette:controller").get();

    private final VolumeWorld world = new VolumeWorld(10);
    private final Portal first = world.array.portals().getFirst();
    private final Portal second = world.array.portals().getLast();

    private static AdoptLunRequest request(LunAddress lun, Optional<String> type) {
        return new AdoptLunRequest(lun, "ora", "", type, false, Map.of("a", "b"), Optional.empty(), Optional.empty());
    }

    private AdoptLunRequest lun(int number) {
        return request(new LunAddress(world.array.portals(), TARGET, number), Optional.empty());
    }

    private Volume adopted(int number) {
        return world.volumes.adopt().adopt(ADMIN, lun(number)).get();
    }

    private Failure refused(Caller caller, AdoptLunRequest request) {
        List<Volume> before = world.store.volumes().list(Optional.empty());
        Failure failure =
                world.volumes.adopt().adopt(caller, request).failureIfAny().orElseThrow();
        assertEquals(before, world.store.volumes().list(Optional.empty()));
        return failure;
    }

    private Failure refused(int number) {
        return refused(ADMIN, lun(number));
    }

    @Test
    void a_lun_becomes_an_available_volume_that_knows_who_it_is() {
        Volume volume = adopted(2);

        assertEquals(Optional.of(volume), world.store.volumes().find(volume.id()));
        assertEquals(VolumeStatus.AVAILABLE, volume.status());
        assertEquals(20, volume.sizeGiB());
        assertEquals("ora", volume.name());
        assertEquals(ADMIN.project(), volume.project());
        assertEquals(Map.of("a", "b"), volume.metadata());
        assertFalse(volume.multiattach());
        Lun lun = volume.lun().orElseThrow();
        assertTrue(lun.adopted());
        assertEquals("SN00000002", lun.identity().serial());
        assertEquals(world.array.portals(), lun.portals());
        assertEquals(List.of(), world.source.volumes().get());
    }

    @Test
    void its_type_says_whether_servers_may_share_it() {
        LunAddress lun = new LunAddress(List.of(first), TARGET, 1);
        assertTrue(world.volumes
                .adopt()
                .adopt(ADMIN, request(lun, Optional.of("multiattach")))
                .get()
                .multiattach());
        assertInstanceOf(
                VolumeFailure.TypeNotFound.class,
                refused(ADMIN, request(new LunAddress(List.of(first), TARGET, 2), Optional.of("gold"))));
    }

    @Test
    void only_an_administrator_may() {
        assertInstanceOf(IdentityFailure.NotAllowed.class, refused(ANN, lun(1)));
    }

    @Test
    void an_identity_that_a_volume_has_is_refused_by_its_name() {
        Volume holder = adopted(1);
        Failure refused = refused(1);
        assertInstanceOf(StorageFailure.DuplicateIdentity.class, refused);
        assertTrue(refused.why().contains(holder.id().toString()), refused.why());
    }

    @Test
    void what_is_no_disk_is_refused() {
        Failure refused = refused(0);
        assertInstanceOf(StorageFailure.NotAdoptable.class, refused);
        assertTrue(refused.why().contains("not a disk"), refused.why());
    }

    @Test
    void a_lun_without_an_identifier_is_refused() {
        world.array.put(
                TARGET,
                FoundLun.answering(
                        7,
                        0,
                        new LunNames("V", "P", "1", "S"),
                        Optional.empty(),
                        Optional.of(ByteCount.ofGiB(1)),
                        512));
        assertTrue(refused(7).why().contains("no identifier"));
    }

    @Test
    void a_lun_of_no_size_is_refused() {
        world.array.put(TARGET, SimulatedArray.disk(7, 7, new ByteCount(0)));
        assertTrue(refused(7).why().contains("size is zero"));
    }

    @Test
    void a_lun_that_is_not_there_is_refused() {
        assertInstanceOf(StorageFailure.LunNotShown.class, refused(9));
    }

    @Test
    void a_portal_that_does_not_answer_is_refused_by_name_and_so_is_the_second() {
        world.array.takeDown(second);
        Failure refused = refused(1);
        assertInstanceOf(StorageFailure.NotLetIn.class, refused);
        assertTrue(refused.what().contains(second.toString()), refused.what());
        world.array.takeDown(first);
        assertTrue(refused(1).what().contains(first.toString()));
    }

    @Test
    void an_array_that_does_not_let_the_controller_in_is_told_by_the_name_to_let_in() {
        world.array.keepOut(CONTROLLER);
        assertTrue(refused(1).fix().contains(CONTROLLER.toString()));
    }

    @Test
    void it_is_made_for_another_project_where_that_is_there() {
        AdoptLunRequest wanted = new AdoptLunRequest(
                new LunAddress(List.of(first), TARGET, 1),
                "",
                "",
                Optional.empty(),
                true,
                Map.of(),
                Optional.of(new ProjectId("nobody")),
                Optional.empty());
        assertInstanceOf(IdentityFailure.NotFound.class, refused(ADMIN, wanted));
    }

    private static ChapAccount account(String secret) {
        return new ChapAccount("lunette", new ChapSecret(secret));
    }

    private AdoptLunRequest lunWith(ChapAccount account) {
        return new AdoptLunRequest(
                new LunAddress(world.array.portals(), TARGET, 1),
                "ora",
                "",
                Optional.empty(),
                false,
                Map.of(),
                Optional.empty(),
                Optional.of(account));
    }

    @Test
    void where_the_array_asks_for_chap_the_right_account_is_needed_and_kept() {
        world.array.demand(TARGET, account("the-arrays-secret"));
        StorageFailure.LoginRefused none = assertInstanceOf(StorageFailure.LoginRefused.class, refused(1));
        assertTrue(none.why().contains("none was given"), none.why());
        StorageFailure.LoginRefused wrong =
                assertInstanceOf(StorageFailure.LoginRefused.class, refused(ADMIN, lunWith(account("another-secret"))));
        assertTrue(wrong.why().contains("'lunette'"), wrong.why());
        assertFalse(wrong.sentence().contains("another-secret"), wrong.sentence());

        Volume volume = world.volumes
                .adopt()
                .adopt(ADMIN, lunWith(account("the-arrays-secret")))
                .get();
        assertEquals(
                Optional.of(account("the-arrays-secret")),
                world.store.chapAccounts().find(Holder.everyInitiator(volume.id())));
    }

    @Test
    void portals_are_searched_with_the_account_that_their_targets_ask_for() {
        world.array.demand(TARGET, account("the-arrays-secret"));
        assertTrue(found().stream().noneMatch(each -> each.refusal().isEmpty()));
        assertTrue(world.volumes.discover().at(ADMIN, first, Optional.of(account("the-arrays-secret"))).get().stream()
                .anyMatch(each -> each.refusal().isEmpty()));
    }

    @Test
    void an_account_that_was_changed_on_the_array_is_given_anew_and_tried_first() {
        world.array.demand(TARGET, account("the-arrays-secret"));
        Volume volume = world.volumes
                .adopt()
                .adopt(ADMIN, lunWith(account("the-arrays-secret")))
                .get();
        world.array.demand(TARGET, account("a-later-secret"));
        assertInstanceOf(
                StorageFailure.LoginRefused.class,
                world.volumes
                        .login()
                        .give(ADMIN, volume.id(), Optional.of(account("a-wrong-secret")))
                        .failureIfAny()
                        .orElseThrow());
        assertInstanceOf(
                IdentityFailure.NotAllowed.class,
                world.volumes
                        .login()
                        .give(ANN, volume.id(), Optional.of(account("a-later-secret")))
                        .failureIfAny()
                        .orElseThrow());
        Holder holder = Holder.everyInitiator(volume.id());
        assertEquals(
                Optional.of(account("the-arrays-secret")),
                world.store.chapAccounts().find(holder));

        world.volumes
                .login()
                .give(ADMIN, volume.id(), Optional.of(account("a-later-secret")))
                .get();
        assertEquals(
                Optional.of(account("a-later-secret")),
                world.store.chapAccounts().find(holder));
    }

    @Test
    void a_lun_of_lunettes_own_is_given_no_account() {
        Volume own = world.volume("own", 1);
        assertEquals(
                "volume.chap-is-lunettes",
                world.volumes
                        .login()
                        .give(ADMIN, own.id(), Optional.of(account("the-arrays-secret")))
                        .failureIfAny()
                        .orElseThrow()
                        .code());
    }

    @Test
    void unmanaged_it_is_forgotten_and_its_array_is_as_it_was() {
        Volume volume = adopted(1);
        List<Discovered> before = found();

        world.volumes.unmanage().unmanage(ADMIN, volume.id()).get();

        assertEquals(Optional.empty(), world.store.volumes().find(volume.id()));
        assertEquals(
                before.stream().map(Discovered::lun).toList(),
                found().stream().map(Discovered::lun).toList());
        assertEquals(1, adopted(1).lun().orElseThrow().onNetwork().number());
    }

    @Test
    void one_that_a_server_has_is_not_unmanaged() {
        Volume volume = adopted(1);
        world.attached(volume.id(), AttachmentStatus.ATTACHING);
        assertInstanceOf(
                VolumeFailure.AttachedByComputeAlone.class,
                world.volumes
                        .unmanage()
                        .unmanage(ADMIN, volume.id())
                        .failureIfAny()
                        .orElseThrow());
        assertTrue(world.store.volumes().find(volume.id()).isPresent());
    }

    @Test
    void a_lun_that_lunette_made_is_not_unmanaged() {
        Volume volume = world.volume("own", 1);
        assertInstanceOf(
                VolumeFailure.NotAdopted.class,
                world.volumes
                        .unmanage()
                        .unmanage(ADMIN, volume.id())
                        .failureIfAny()
                        .orElseThrow());
        assertInstanceOf(
                IdentityFailure.NotAllowed.class,
                world.volumes
                        .unmanage()
                        .unmanage(ANN, volume.id())
                        .failureIfAny()
                        .orElseThrow());
    }

    private List<Discovered> found() {
        return world.volumes.discover().at(ADMIN, first).get();
    }

    @Test
    void what_is_found_says_whether_it_can_be_adopted_or_why_not() {
        Volume holder = adopted(2);
        List<Discovered> luns = found();
        assertEquals(4, luns.size());
        assertTrue(luns.get(0).refusal().orElseThrow().contains("not a disk"));
        assertEquals(Optional.empty(), luns.get(1).refusal());
        assertEquals(Optional.of("it is volume " + holder.id()), luns.get(2).refusal());
        assertEquals(Optional.of(holder.id()), luns.get(2).volume());
        assertEquals(
                Optional.of(new LunAddress(world.array.portals(), TARGET, 1)),
                luns.get(1).address());
    }

    @Test
    void a_lun_in_use_names_its_server() {
        Volume holder = adopted(2);
        String server =
                world.attached(holder.id(), AttachmentStatus.ATTACHED).server().toString();
        assertTrue(found().get(2).refusal().orElseThrow().endsWith("in use by server " + server));
    }

    @Test
    void a_target_that_lets_nobody_in_is_found_as_such() {
        world.array.keepOut(CONTROLLER);
        Discovered target = found().getFirst();
        assertEquals(Optional.empty(), target.lun());
        assertEquals(Optional.empty(), target.address());
        assertTrue(target.refusal().orElseThrow().contains(CONTROLLER + " cannot log in"));
    }

    @Test
    void everywhere_is_each_lun_once_and_portals_that_are_down_are_left_out() {
        assertEquals(4, world.volumes.discover().everywhere(ADMIN).get().size());
        world.array.takeDown(first);
        assertEquals(4, world.volumes.discover().everywhere(ADMIN).get().size());
        world.array.takeDown(second);
        assertEquals(List.of(), world.volumes.discover().everywhere(ADMIN).get());
    }

    @Test
    void only_administrators_look() {
        assertInstanceOf(
                IdentityFailure.NotAllowed.class,
                world.volumes.discover().at(ANN, first).failureIfAny().orElseThrow());
        assertInstanceOf(
                IdentityFailure.NotAllowed.class,
                world.volumes.discover().everywhere(ANN).failureIfAny().orElseThrow());
    }
}
