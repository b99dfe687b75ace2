package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Attachment;
import io.lunette.model.AttachmentId;
import io.lunette.model.AttachmentStatus;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class AttachmentsContract extends StoreContract {
    private final Server server = Samples.server(1, Samples.NOON);
    private final Server otherServer = Samples.server(2, Samples.NOON);
    private final Volume volume = Samples.volume(3, Samples.NOON);
    private final Volume otherVolume = Samples.volume(4, Samples.NOON);

    @BeforeEach
    void serversAndVolumes() {
        store.servers().insert(server);
        store.servers().insert(otherServer);
        store.volumes().insert(volume);
        store.volumes().insert(otherVolume);
    }

    @Test
    void an_attachment_over_the_network_comes_back_field_by_field() {
        Connection network =
                new Connection.Network(new Portal("fe80::2", 3261), new Iqn("iqn.2026-11.io.lunette:volume"), 5);
        Attachment attachment = Samples.fullAttachment(server, volume, network);

        store.attachments().insert(attachment);

        assertEquals(Optional.of(attachment), store.attachments().find(attachment.id()));
    }

    @Test
    void an_attachment_of_a_block_device_comes_back_field_by_field() {
        Attachment attachment =
                Samples.fullAttachment(server, volume, new Connection.Block("/dev/mapper/3" + Samples.HOSTILE));

        store.attachments().insert(attachment);

        assertEquals(Optional.of(attachment), store.attachments().find(attachment.id()));
    }

    @Test
    void an_attachment_without_a_place_comes_back_too() {
        Attachment attachment = Samples.attachment(5, server, volume, 1, "/dev/sdb");

        store.attachments().insert(attachment);

        assertEquals(Optional.of(attachment), store.attachments().find(attachment.id()));
    }

    @ParameterizedTest
    @EnumSource(AttachmentStatus.class)
    void every_status_comes_back(AttachmentStatus status) {
        Attachment attachment =
                Samples.attachment(5, server, volume, 1, "/dev/sdb").with(status);
        store.attachments().insert(attachment);

        assertEquals(
                status, store.attachments().find(attachment.id()).orElseThrow().status());
    }

    @Test
    void an_attachment_that_is_not_there_is_not_found() {
        assertEquals(Optional.empty(), store.attachments().find(new AttachmentId(Samples.uuid(9))));
    }

    @Test
    void a_servers_attachments_come_in_the_order_of_their_devices() {
        List<String> devices = List.of("/dev/sdaa", "/dev/sdb", "/dev/sdz", "/dev/sda", "/dev/sdab");
        for (int number = 0; number < devices.size(); number++) {
            store.attachments()
                    .insert(Samples.attachment(10 + number, server, volume, number + 1, devices.get(number)));
        }
        store.attachments().insert(Samples.attachment(20, otherServer, otherVolume, 1, "/dev/sdc"));

        assertEquals(
                List.of("/dev/sda", "/dev/sdb", "/dev/sdz", "/dev/sdaa", "/dev/sdab"),
                store.attachments().ofServer(server.id()).stream()
                        .map(Attachment::deviceName)
                        .toList());
    }

    @Test
    void a_volumes_attachments_and_all_come_oldest_first() {
        Attachment oldest = Samples.attachment(5, server, volume, 1, "/dev/sdz");
        Attachment newer = Samples.attachment(6, otherServer, volume, 2, "/dev/sda");
        Attachment otherVolumes = Samples.attachment(7, otherServer, otherVolume, 1, "/dev/sdb");
        store.attachments().insert(oldest);
        store.attachments().insert(otherVolumes);
        store.attachments().insert(newer);

        assertEquals(List.of(oldest, newer), store.attachments().ofVolume(volume.id()));
        assertEquals(List.of(oldest, newer, otherVolumes), store.attachments().all());
    }

    @Test
    void an_attachment_needs_its_server_and_its_volume() {
        Server noServer = Samples.server(8, Samples.NOON);
        Volume noVolume = Samples.volume(9, Samples.NOON);

        assertThrows(
                IllegalStateException.class,
                () -> store.attachments().insert(Samples.attachment(5, noServer, volume, 1, "/dev/sdb")));
        assertThrows(
                IllegalStateException.class,
                () -> store.attachments().insert(Samples.attachment(5, server, noVolume, 1, "/dev/sdb")));

        assertEquals(List.of(), store.attachments().all());
        assertEquals(1, store.attachments().nextGeneration(volume.id()));
    }

    @Test
    void an_id_that_is_there_is_refused_and_the_old_row_stays() {
        Attachment attachment = Samples.attachment(5, server, volume, 1, "/dev/sdb");
        store.attachments().insert(attachment);

        assertThrows(
                IllegalStateException.class,
                () -> store.attachments().insert(Samples.attachment(5, server, volume, 2, "/dev/sdc")));

        assertEquals(List.of(attachment), store.attachments().all());
        assertEquals(2, store.attachments().nextGeneration(volume.id()));
    }

    @Test
    void an_update_writes_the_row_whole_with_the_next_revision() {
        Attachment before =
                Samples.attachment(4, server, volume, 11, "/dev/sdx").withRevision(2);
        Attachment full = Samples.fullAttachment(server, volume, new Connection.Block("/dev/mapper/36001"));
        store.attachments().insert(before);

        assertTrue(store.attachments().update(full));

        assertEquals(Optional.of(full.withRevision(3)), store.attachments().find(full.id()));
    }

    @Test
    void an_update_of_an_older_revision_or_of_none_changes_nothing() {
        Attachment attachment = Samples.attachment(5, server, volume, 1, "/dev/sdb");
        assertFalse(store.attachments().update(attachment));
        store.attachments().insert(attachment);
        store.attachments().update(attachment.with(AttachmentStatus.ATTACHED));

        assertFalse(store.attachments().update(attachment.with(AttachmentStatus.DETACHING)));

        assertEquals(
                Optional.of(attachment.with(AttachmentStatus.ATTACHED).withRevision(1)),
                store.attachments().find(attachment.id()));
    }

    @Test
    void of_many_threads_that_read_one_revision_one_alone_updates_it() throws Exception {
        Attachment attachment = Samples.attachment(5, server, volume, 1, "/dev/sdb");
        store.attachments().insert(attachment);

        List<Boolean> updated =
                Together.run(8, () -> store.attachments().update(attachment.with(AttachmentStatus.ATTACHED)));

        assertEquals(1, Collections.frequency(updated, true));
    }

    @Test
    void an_attachment_is_removed_by_its_own_generation_alone() {
        Attachment attachment = Samples.attachment(5, server, volume, 7, "/dev/sdb");
        store.attachments().insert(attachment);

        assertFalse(store.attachments().remove(attachment.id(), 6));
        assertFalse(store.attachments().remove(attachment.id(), 8));
        assertEquals(Optional.of(attachment), store.attachments().find(attachment.id()));
        assertTrue(store.attachments().remove(attachment.id(), 7));
        assertFalse(store.attachments().remove(attachment.id(), 7));
        assertEquals(Optional.empty(), store.attachments().find(attachment.id()));
    }

    @Test
    void generations_begin_with_one_and_grow_with_each_attachment() {
        assertEquals(1, store.attachments().nextGeneration(volume.id()));
        assertEquals(1, store.attachments().nextGeneration(volume.id()));

        store.attachments().insert(Samples.attachment(5, server, volume, 1, "/dev/sdb"));

        assertEquals(2, store.attachments().nextGeneration(volume.id()));
        assertEquals(1, store.attachments().nextGeneration(otherVolume.id()));
    }

    @Test
    void generations_grow_even_when_attachments_are_removed() {
        for (long generation = 1; generation <= 5; generation++) {
            Attachment attachment = Samples.attachment(5, server, volume, generation, "/dev/sdb");
            assertEquals(generation, store.attachments().nextGeneration(volume.id()));
            store.attachments().insert(attachment);
            store.attachments().remove(attachment.id(), generation);
        }

        assertEquals(6, store.attachments().nextGeneration(volume.id()));
    }

    @Test
    void a_generation_that_was_there_is_refused() {
        Attachment attachment = Samples.attachment(5, server, volume, 4, "/dev/sdb");
        store.attachments().insert(attachment);
        store.attachments().remove(attachment.id(), 4);

        assertThrows(
                IllegalStateException.class,
                () -> store.attachments().insert(Samples.attachment(6, server, volume, 4, "/dev/sdb")));
        assertThrows(
                IllegalStateException.class,
                () -> store.attachments().insert(Samples.attachment(6, server, volume, 3, "/dev/sdb")));

        assertEquals(List.of(), store.attachments().all());
    }

    @Test
    void threads_that_attach_within_a_transaction_get_generations_of_their_own() throws Exception {
        List<Long> generations = Together.run(
                8,
                () -> store.atomically(() -> {
                    long generation = store.attachments().nextGeneration(volume.id());
                    store.attachments()
                            .insert(Samples.attachment(
                                    (int) generation, server, volume, generation, "/dev/sd" + generation));
                    return generation;
                }));

        assertEquals(
                LongStream.rangeClosed(1, 8).boxed().toList(),
                generations.stream().sorted().toList());
    }
}
