package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lunette.model.Operation;
import io.lunette.model.Server;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class OperationsContract extends StoreContract {
    private final Server server = Samples.server(1, Samples.NOON);
    private final Server otherServer = Samples.server(2, Samples.NOON);

    private Operation full() {
        return new Operation(
                "req-" + Samples.HOSTILE,
                server.id(),
                Samples.PROJECT,
                Samples.USER,
                "attach_volume",
                Samples.NOON,
                Optional.of(Samples.NOON.plusNanos(5)),
                Optional.of("failed: " + Samples.HOSTILE),
                List.of(
                        new Operation.StepRecord(
                                "z " + Samples.HOSTILE,
                                Operation.State.UNDONE,
                                Samples.NOON.plusNanos(1),
                                Optional.of(Samples.NOON.plusNanos(2))),
                        new Operation.StepRecord(
                                "done", Operation.State.DONE, Samples.NOON, Optional.of(Samples.NOON.plusNanos(3))),
                        new Operation.StepRecord(
                                "failed", Operation.State.FAILED, Samples.NOON, Optional.of(Samples.NOON.plusNanos(4))),
                        new Operation.StepRecord(
                                "a", Operation.State.STARTED, Samples.NOON.plusNanos(3), Optional.empty())));
    }

    @Test
    void an_operation_comes_back_field_by_field_with_its_steps_in_order() {
        store.operations().insert(full());

        assertEquals(Optional.of(full()), store.operations().find(server.id(), full().id()));
    }

    @Test
    void an_operation_that_just_began_comes_back_too() {
        Operation begun = Samples.operation("req-1", server, Samples.NOON);

        store.operations().insert(begun);

        assertEquals(Optional.of(begun), store.operations().find(server.id(), "req-1"));
    }

    @Test
    void a_servers_operations_come_newest_first() {
        Operation oldest = Samples.operation("req-9", server, Samples.NOON);
        Operation newest = Samples.operation("req-1", server, Samples.NOON.plusNanos(1));
        store.operations().insert(oldest);
        store.operations().insert(newest);
        store.operations().insert(Samples.operation("req-5", otherServer, Samples.NOON));

        assertEquals(List.of(newest, oldest), store.operations().ofServer(server.id()));
    }

    @Test
    void an_id_is_unique_within_its_server() {
        Operation operation = Samples.operation("req-1", server, Samples.NOON);
        Operation others = Samples.operation("req-1", otherServer, Samples.NOON);
        store.operations().insert(operation);
        store.operations().insert(others);

        assertThrows(
                IllegalStateException.class,
                () -> store.operations().insert(Samples.operation("req-1", server, Samples.NOON.plusSeconds(1))));

        assertEquals(Optional.of(operation), store.operations().find(server.id(), "req-1"));
        assertEquals(Optional.of(others), store.operations().find(otherServer.id(), "req-1"));
        assertEquals(Optional.empty(), store.operations().find(server.id(), "req-2"));
    }

    @Test
    void an_update_writes_all_of_it_anew() {
        store.operations().insert(Samples.operation(full().id(), server, Samples.NOON.minusSeconds(1)));

        store.operations().update(full());

        assertEquals(List.of(full()), store.operations().ofServer(server.id()));
    }

    @Test
    void an_update_of_none_is_refused() {
        assertThrows(IllegalStateException.class, () -> store.operations().update(full()));

        assertEquals(List.of(), store.operations().ofServer(server.id()));
    }

    @Test
    void operations_stay_when_their_server_is_removed() {
        store.servers().insert(server);
        store.operations().insert(full());

        store.servers().remove(server.id());

        assertEquals(List.of(full()), store.operations().ofServer(server.id()));
    }
}
