package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.Attachment;
import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.model.ServerTask;
import io.lunette.model.Volume;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

abstract class ServersContract extends StoreContract {
    private final Server server = Samples.server(1, Samples.NOON);

    @Test
    void a_server_comes_back_field_by_field() {
        store.servers().insert(Samples.fullServer());

        assertEquals(
                Optional.of(Samples.fullServer()),
                store.servers().find(Samples.fullServer().id()));
    }

    @Test
    void a_server_of_which_little_is_known_comes_back_too() {
        store.servers().insert(server);

        assertEquals(Optional.of(server), store.servers().find(server.id()));
    }

    @ParameterizedTest
    @EnumSource(ServerStatus.class)
    void every_status_comes_back(ServerStatus status) {
        store.servers().insert(server.with(status, Optional.empty()));

        assertEquals(status, store.servers().find(server.id()).orElseThrow().status());
    }

    @ParameterizedTest
    @EnumSource(ServerTask.class)
    void every_task_comes_back(ServerTask task) {
        store.servers().insert(server.with(ServerStatus.ACTIVE, Optional.of(task)));

        assertEquals(
                Optional.of(task),
                store.servers().find(server.id()).orElseThrow().task());
    }

    @Test
    void a_server_that_is_not_there_is_not_found() {
        assertEquals(Optional.empty(), store.servers().find(server.id()));
    }

    @Test
    void an_id_that_is_there_is_refused_and_the_old_row_stays() {
        store.servers().insert(server);

        assertThrows(
                IllegalStateException.class, () -> store.servers().insert(server.withLocked(true, Optional.empty())));

        assertEquals(Optional.of(server), store.servers().find(server.id()));
    }

    @Test
    void the_next_row_is_taken_after_one_was_refused() {
        Server next = Samples.server(2, Samples.NOON.plusSeconds(1));
        store.servers().insert(server);
        assertThrows(IllegalStateException.class, () -> store.servers().insert(server));

        store.servers().insert(next);

        assertEquals(List.of(server, next), store.servers().list(Optional.empty()));
    }

    @Test
    void lists_come_oldest_first_then_by_id() {
        Server oldest = Samples.server(9, Samples.NOON.minusNanos(1));
        Server sameTimeLaterId = Samples.server(10, Samples.NOON);
        store.servers().insert(sameTimeLaterId);
        store.servers().insert(server);
        store.servers().insert(oldest);

        assertEquals(List.of(oldest, server, sameTimeLaterId), store.servers().list(Optional.empty()));
        assertEquals(List.of(oldest, server, sameTimeLaterId), store.servers().list(Optional.of(Samples.PROJECT)));
        assertEquals(List.of(oldest, server, sameTimeLaterId), store.servers().onHost(Samples.HOST));
    }

    @Test
    void a_project_lists_its_own_servers() {
        Server theirs = Samples.server(2, "theirs", Samples.OTHER_PROJECT, Samples.HOST, Samples.NOON);
        store.servers().insert(server);
        store.servers().insert(theirs);

        assertEquals(List.of(server), store.servers().list(Optional.of(Samples.PROJECT)));
        assertEquals(List.of(theirs), store.servers().list(Optional.of(Samples.OTHER_PROJECT)));
        assertEquals(List.of(), store.servers().list(Optional.of(new ProjectId("nobody"))));
    }

    @Test
    void a_host_lists_its_own_servers() {
        HostName elsewhere = new HostName("host-2");
        Server moved = Samples.server(2, "moved", Samples.PROJECT, elsewhere, Samples.NOON);
        store.servers().insert(server);
        store.servers().insert(moved);

        assertEquals(List.of(server), store.servers().onHost(Samples.HOST));
        assertEquals(List.of(moved), store.servers().onHost(elsewhere));
    }

    @Test
    void an_update_writes_the_row_whole_with_the_next_revision() {
        Server full = Samples.fullServer();
        store.servers().insert(Samples.server(1, Samples.NOON).withRevision(full.revision()));

        assertTrue(store.servers().update(full));

        assertEquals(
                Optional.of(full.withRevision(full.revision() + 1)),
                store.servers().find(full.id()));
    }

    @Test
    void an_update_of_an_older_revision_changes_nothing() {
        store.servers().insert(server);
        store.servers().update(server.withLocked(true, Optional.empty()));

        assertFalse(store.servers().update(server.withLocked(false, Optional.empty())));

        assertEquals(
                Optional.of(server.withLocked(true, Optional.empty()).withRevision(1)),
                store.servers().find(server.id()));
    }

    @Test
    void an_update_of_a_server_that_is_gone_changes_nothing() {
        assertFalse(store.servers().update(server));

        assertEquals(List.of(), store.servers().list(Optional.empty()));
    }

    @Test
    void of_many_threads_that_read_one_revision_one_alone_updates_it() throws Exception {
        store.servers().insert(server);

        List<Boolean> updated =
                Together.run(8, () -> store.servers().update(server.withLocked(true, Optional.empty())));

        assertEquals(1, Collections.frequency(updated, true));
        assertEquals(1, store.servers().find(server.id()).orElseThrow().revision());
    }

    @Test
    void threads_that_try_again_lose_no_change() throws Exception {
        store.servers().insert(server);

        List<Integer> refusals = Together.run(8, () -> {
            int refused = 0;
            for (int done = 0; done < 10; ) {
                Server read = store.servers().find(server.id()).orElseThrow();
                if (store.servers().update(read.withLocked(!read.locked(), Optional.empty()))) {
                    done++;
                } else {
                    refused++;
                }
            }
            return refused;
        });

        assertEquals(8, refusals.size());
        assertEquals(80, store.servers().find(server.id()).orElseThrow().revision());
    }

    @Test
    void a_removed_server_is_gone() {
        store.servers().insert(server);

        store.servers().remove(server.id());

        assertEquals(Optional.empty(), store.servers().find(server.id()));
    }

    @Test
    void removing_what_is_not_there_does_nothing() {
        assertDoesNotThrow(() -> store.servers().remove(server.id()));
    }

    @Test
    void a_server_with_attachments_stays() {
        Volume volume = Samples.volume(2, Samples.NOON);
        Attachment attachment = Samples.attachment(3, server, volume, 1, "/dev/sdb");
        store.servers().insert(server);
        store.volumes().insert(volume);
        store.attachments().insert(attachment);

        assertThrows(IllegalStateException.class, () -> store.servers().remove(server.id()));
        assertEquals(Optional.of(server), store.servers().find(server.id()));

        store.attachments().remove(attachment.id(), 1);
        store.servers().remove(server.id());
        assertEquals(Optional.empty(), store.servers().find(server.id()));
    }
}
