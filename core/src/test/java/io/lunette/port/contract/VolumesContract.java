package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.model.VolumeStatus;
import io.lunette.model.Wwid;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class VolumesContract extends StoreContract {
    private static final String WWID = "naa.6" + "2".repeat(31);
    private final Volume volume = Samples.volume(1, Samples.NOON);

    @Test
    void a_volume_comes_back_field_by_field() {
        store.volumes().insert(Samples.fullVolume());

        assertEquals(
                Optional.of(Samples.fullVolume()),
                store.volumes().find(Samples.fullVolume().id()));
    }

    @Test
    void that_its_lun_is_adopted_comes_back() {
        Volume adopted = volume.withLun(Samples.adopted(Samples.lun(WWID)));
        store.volumes().insert(adopted);

        assertEquals(Optional.of(adopted), store.volumes().find(volume.id()));
    }

    @Test
    void a_volume_that_is_being_made_comes_back_too() {
        store.volumes().insert(volume);

        assertEquals(Optional.of(volume), store.volumes().find(volume.id()));
    }

    @ParameterizedTest
    @EnumSource(VolumeStatus.class)
    void every_status_comes_back(VolumeStatus status) {
        store.volumes().insert(volume.with(status));

        assertEquals(status, store.volumes().find(volume.id()).orElseThrow().status());
    }

    @Test
    void wwids_of_every_type_come_back() {
        List<String> wwids = List.of("naa.5000000000000001", "eui.00000000000000ff", "t10.4c554e4554544520202020");
        for (int number = 0; number < wwids.size(); number++) {
            store.volumes().insert(withLun(number + 1, wwids.get(number)));
        }

        assertEquals(
                wwids,
                store.volumes().list(Optional.empty()).stream()
                        .map(each -> each.lun().orElseThrow().identity().wwid().toString())
                        .toList());
    }

    @Test
    void a_volume_is_found_by_its_wwid() {
        store.volumes().insert(volume);
        store.volumes().insert(withLun(2, WWID));

        assertEquals(
                Optional.of(withLun(2, WWID)),
                store.volumes().findByWwid(Wwid.parse(WWID).get()));
        assertEquals(
                Optional.empty(),
                store.volumes().findByWwid(Wwid.parse("eui.0000000000000001").get()));
    }

    @Test
    void a_second_volume_of_one_wwid_is_refused() {
        store.volumes().insert(withLun(1, WWID));

        assertThrows(IllegalStateException.class, () -> store.volumes().insert(withLun(2, WWID)));

        assertEquals(List.of(withLun(1, WWID)), store.volumes().list(Optional.empty()));
    }

    @Test
    void a_volume_cannot_take_the_wwid_of_another_later() {
        store.volumes().insert(withLun(1, WWID));
        Volume later = Samples.volume(2, Samples.NOON);
        store.volumes().insert(later);

        assertThrows(IllegalStateException.class, () -> store.volumes().update(later.withLun(Samples.lun(WWID))));

        assertEquals(Optional.of(later), store.volumes().find(later.id()));
    }

    @Test
    void a_volume_keeps_its_wwid_through_updates() {
        store.volumes().insert(withLun(1, WWID));

        assertTrue(store.volumes().update(withLun(1, WWID).with(VolumeStatus.AVAILABLE)));
    }

    @Test
    void the_wwid_of_a_removed_volume_is_free_again() {
        store.volumes().insert(withLun(1, WWID));
        store.volumes().remove(volume.id());

        store.volumes().insert(withLun(2, WWID));

        assertEquals(List.of(withLun(2, WWID)), store.volumes().list(Optional.empty()));
    }

    @Test
    void of_many_threads_that_register_one_wwid_one_alone_does() throws Exception {
        AtomicInteger number = new AtomicInteger();

        List<Boolean> registered = Together.run(8, () -> {
            try {
                store.volumes().insert(withLun(number.incrementAndGet(), WWID));
                return true;
            } catch (IllegalStateException taken) {
                return false;
            }
        });

        assertEquals(1, Collections.frequency(registered, true));
        assertEquals(1, store.volumes().list(Optional.empty()).size());
    }

    @Test
    void many_volumes_without_a_lun_are_no_duplicates() {
        store.volumes().insert(volume);
        store.volumes().insert(Samples.volume(2, Samples.NOON));

        assertEquals(2, store.volumes().list(Optional.empty()).size());
    }

    @Test
    void an_id_that_is_there_is_refused_and_the_old_row_stays() {
        store.volumes().insert(volume);

        assertThrows(IllegalStateException.class, () -> store.volumes().insert(volume.withBootable(true)));

        assertEquals(Optional.of(volume), store.volumes().find(volume.id()));
    }

    @Test
    void a_project_lists_its_own_volumes_oldest_first_then_by_id() {
        Volume oldest = Samples.volume(9, Samples.NOON.minusNanos(1));
        Volume sameTimeLaterId = Samples.volume(10, Samples.NOON);
        Volume theirs = Samples.volume(3, Samples.OTHER_PROJECT, Optional.empty(), Samples.NOON);
        for (Volume each : List.of(sameTimeLaterId, theirs, volume, oldest)) {
            store.volumes().insert(each);
        }

        assertEquals(
                List.of(oldest, volume, theirs, sameTimeLaterId),
                store.volumes().list(Optional.empty()));
        assertEquals(List.of(oldest, volume, sameTimeLaterId), store.volumes().list(Optional.of(Samples.PROJECT)));
        assertEquals(List.of(theirs), store.volumes().list(Optional.of(Samples.OTHER_PROJECT)));
    }

    @Test
    void an_update_writes_the_row_whole_with_the_next_revision() {
        Volume full = Samples.fullVolume();
        store.volumes().insert(Samples.volume(3, Samples.NOON).withRevision(full.revision()));

        assertTrue(store.volumes().update(full));

        assertEquals(
                Optional.of(full.withRevision(full.revision() + 1)),
                store.volumes().find(full.id()));
    }

    @Test
    void an_update_of_an_older_revision_changes_nothing() {
        store.volumes().insert(volume);
        store.volumes().update(volume.withBootable(true));

        assertFalse(store.volumes().update(volume.withBootable(false)));

        assertEquals(
                Optional.of(volume.withBootable(true).withRevision(1)),
                store.volumes().find(volume.id()));
    }

    @Test
    void an_update_of_a_volume_that_is_gone_changes_nothing() {
        assertFalse(store.volumes().update(volume));
    }

    @Test
    void of_many_threads_that_read_one_revision_one_alone_updates_it() throws Exception {
        store.volumes().insert(volume);

        List<Boolean> updated = Together.run(8, () -> store.volumes().update(volume.with(VolumeStatus.RESERVED)));

        assertEquals(1, Collections.frequency(updated, true));
    }

    @Test
    void removing_what_is_not_there_does_nothing() {
        assertDoesNotThrow(() -> store.volumes().remove(volume.id()));
    }

    @Test
    void a_volume_with_attachments_stays() {
        Server server = Samples.server(2, Samples.NOON);
        store.servers().insert(server);
        store.volumes().insert(volume);
        store.attachments().insert(Samples.attachment(3, server, volume, 1, "/dev/sdb"));

        assertThrows(IllegalStateException.class, () -> store.volumes().remove(volume.id()));

        assertEquals(Optional.of(volume), store.volumes().find(volume.id()));
    }

    private static Volume withLun(int number, String wwid) {
        return Samples.volume(number, Samples.PROJECT, Optional.of(Samples.lun(wwid)), Samples.NOON);
    }
}
