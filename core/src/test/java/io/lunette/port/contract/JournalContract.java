package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lunette.model.AttachmentId;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.plan.Plan;
import io.lunette.port.StateStore;
import io.lunette.run.Journal;
import io.lunette.run.JournalEntry;
import io.lunette.run.JournalEntry.Kind;
import io.lunette.run.JournalEntry.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class JournalContract extends StoreContract {
    private final ServerId server = new ServerId(Samples.uuid(1));
    private Journal journal;

    /** The journal that lies beside the rows of this store. */
    abstract Journal journalOf(StateStore opened);

    @BeforeEach
    void find() {
        journal = journalOf(store);
    }

    private static JournalEntry entry(int number, ServerId server, Instant begun) {
        return new JournalEntry(
                Samples.uuid(number),
                server,
                Kind.DELETE,
                "req-" + number,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                1,
                false,
                begun);
    }

    private JournalEntry full() {
        return new JournalEntry(
                Samples.uuid(9),
                server,
                Kind.ATTACH,
                "req-" + Samples.HOSTILE,
                Optional.of(new Subject(new AttachmentId(Samples.uuid(4)), 7, new VolumeId(Samples.uuid(5)))),
                List.of(new VolumeId(Samples.uuid(6)), new VolumeId(Samples.uuid(7))),
                Optional.of(new Plan(server, EveryStep.list())),
                3,
                true,
                Samples.NOON);
    }

    @Test
    void an_entry_comes_back_with_every_kind_of_step_that_a_plan_can_have() {
        journal.insert(full());

        assertEquals(Optional.of(full()), journal.find(full().id()));
    }

    @Test
    void an_entry_without_subject_and_plan_comes_back_too() {
        JournalEntry plain = entry(1, server, Samples.NOON);

        journal.insert(plain);

        assertEquals(Optional.of(plain), journal.find(plain.id()));
        assertEquals(Optional.empty(), journal.find(Samples.uuid(2)));
    }

    @Test
    void entries_come_in_the_order_they_were_begun() {
        JournalEntry second = entry(1, server, Samples.NOON.plusNanos(1));
        JournalEntry first = entry(2, server, Samples.NOON);
        JournalEntry others = entry(3, new ServerId(Samples.uuid(2)), Samples.NOON.minusNanos(1));
        List.of(second, first, others).forEach(journal::insert);

        assertEquals(List.of(first, second), journal.ofServer(server));
        assertEquals(List.of(others, first, second), journal.all());
    }

    @Test
    void an_update_writes_all_of_it_anew() {
        journal.insert(entry(9, server, Samples.NOON.minusSeconds(1)));

        journal.update(full());

        assertEquals(List.of(full()), journal.all());
        assertThrows(IllegalStateException.class, () -> journal.update(entry(1, server, Samples.NOON)));
    }

    @Test
    void an_id_is_there_once() {
        journal.insert(full());

        assertThrows(IllegalStateException.class, () -> journal.insert(entry(9, server, Samples.NOON)));

        assertEquals(List.of(full()), journal.all());
    }

    @Test
    void a_removed_entry_is_gone_and_removing_it_again_does_nothing() {
        journal.insert(full());

        journal.remove(full().id());
        journal.remove(full().id());

        assertEquals(List.of(), journal.all());
    }

    @Test
    void an_entry_is_written_with_the_rows_around_it_or_not_at_all() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.atomically(() -> {
                    store.servers().insert(Samples.server(1, Samples.NOON));
                    journal.insert(full());
                    throw new IllegalArgumentException("changed its mind");
                }));

        assertEquals(List.of(), journal.all());
        assertEquals(Optional.empty(), store.servers().find(server));
    }
}
