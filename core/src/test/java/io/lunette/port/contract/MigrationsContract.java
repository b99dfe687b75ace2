package io.lunette.port.contract;

import static io.lunette.port.contract.Samples.NOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lunette.model.HostName;
import io.lunette.model.Migration;
import io.lunette.model.Migration.Status;
import io.lunette.model.ServerId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class MigrationsContract extends StoreContract {
    private Migration migration(int id) {
        return new Migration(
                Samples.uuid(id),
                store.migrations().nextNumber(),
                new ServerId(Samples.uuid(900)),
                Samples.PROJECT,
                Samples.USER,
                new HostName("south"),
                new HostName("north"),
                Status.PREPARING,
                NOON.plusNanos(123_456_789),
                NOON.plusNanos(123_456_790));
    }

    private Migration inserted(int id) {
        Migration migration = migration(id);
        store.migrations().insert(migration);
        return migration;
    }

    @Test
    void one_of_a_server_that_is_not_there_comes_back_field_by_field() {
        Migration first = inserted(1);

        assertEquals(Optional.of(first), store.migrations().find(first.id()));
        assertEquals(Optional.empty(), store.migrations().find(Samples.uuid(2)));
    }

    @Test
    void they_are_counted_from_one_and_the_newest_comes_first() {
        Migration first = inserted(7);
        Migration second = inserted(3);

        assertEquals(List.of(1L, 2L), List.of(first.number(), second.number()));
        assertEquals(List.of(second, first), store.migrations().list());
    }

    @Test
    void its_status_changes_and_nothing_else() {
        Migration first = inserted(1);
        Migration ended = first.with(Status.COMPLETED, NOON.plusSeconds(9));

        store.migrations().update(ended);

        assertEquals(List.of(ended), store.migrations().list());
        assertThrows(IllegalStateException.class, () -> store.migrations().update(migration(2)));
    }

    @Test
    void an_id_or_a_number_that_is_there_is_a_bug() {
        Migration first = inserted(1);

        assertThrows(IllegalStateException.class, () -> store.migrations().insert(first));
        assertThrows(
                IllegalStateException.class,
                () -> store.migrations()
                        .insert(new Migration(
                                Samples.uuid(2),
                                first.number(),
                                first.server(),
                                first.project(),
                                first.user(),
                                first.source(),
                                first.target(),
                                first.status(),
                                NOON,
                                NOON)));
    }
}
