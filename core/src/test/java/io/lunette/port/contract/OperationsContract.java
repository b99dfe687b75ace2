package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lunette.model.Operation;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import io.lunette.port.Operations;
import java.time.Instant;
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
    void progress_is_seen_at_once() {
        store.operations().insert(Samples.operation(full().id(), server, Samples.NOON.minusSeconds(1)));

        store.operations().progress(full());

        assertEquals(List.of(full()), store.operations().ofServer(server.id()));
        assertThrows(
                IllegalStateException.class,
                () -> store.operations().progress(Samples.operation("req-none", server, Samples.NOON)));
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

    private static final Operations.Selection ALL = Operations.Selection.ALL;

    private Operations.Selection of(Optional<ProjectId> project, Optional<ServerId> of, Optional<String> id) {
        return new Operations.Selection(project, of, id, Optional.empty(), false, Optional.empty());
    }

    private List<Operation> listed(Operations.Selection selection) {
        return store.operations().list(selection, Optional.empty(), 10);
    }

    private Operation inserted(Operation operation) {
        store.operations().insert(operation);
        return operation;
    }

    private Operation finished(Operation begun, Instant when) {
        return inserted(new Operation(
                begun.id(),
                begun.server(),
                begun.project(),
                begun.user(),
                begun.action(),
                begun.started(),
                Optional.of(when),
                Optional.empty(),
                List.of()));
    }

    private Operation done(String id, Server on, String action, ProjectId by) {
        return inserted(new Operation(
                id,
                on.id(),
                by,
                Samples.USER,
                action,
                Samples.NOON,
                Optional.of(Samples.NOON),
                Optional.empty(),
                List.of()));
    }

    @Test
    void all_operations_are_listed_newest_first_by_start_then_id_then_server() {
        Operation third = inserted(Samples.operation("req-1", server, Samples.NOON));
        Operation second = inserted(Samples.operation("req-1", otherServer, Samples.NOON));
        Operation first = inserted(Samples.operation("req-2", server, Samples.NOON));
        Operation newest = inserted(Samples.operation("req-0", server, Samples.NOON.plusNanos(1)));

        assertEquals(List.of(newest, first, second, third), listed(ALL));
    }

    @Test
    void a_list_goes_on_after_any_of_its_operations() {
        for (String id : List.of("req-1", "req-2")) {
            for (Server on : List.of(server, otherServer)) {
                inserted(Samples.operation(id, on, Samples.NOON));
                inserted(Samples.operation(id + "x", on, Samples.NOON.plusNanos(1)));
            }
        }
        List<Operation> whole = listed(ALL);

        for (int index = 0; index < whole.size(); index++) {
            assertEquals(
                    whole.subList(index + 1, Math.min(index + 3, whole.size())),
                    store.operations().list(ALL, Optional.of(whole.get(index)), 2));
        }
    }

    @Test
    void operations_are_listed_by_server_id_and_action() {
        Operation attach = done("req-1", server, "attach_volume", Samples.PROJECT);
        Operation others = done("req-1", otherServer, "attach_volume", Samples.PROJECT);
        Operation stop = done("req-2", server, "stop", Samples.PROJECT);

        assertEquals(List.of(stop, attach), listed(of(Optional.empty(), Optional.of(server.id()), Optional.empty())));
        assertEquals(List.of(others, attach), listed(of(Optional.empty(), Optional.empty(), Optional.of("req-1"))));
        assertEquals(
                List.of(stop),
                listed(new Operations.Selection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("stop"),
                        false,
                        Optional.empty())));
    }

    @Test
    void operations_that_run_are_listed_alone() {
        Operation running = inserted(Samples.operation("req-1", server, Samples.NOON));
        finished(Samples.operation("req-2", server, Samples.NOON), Samples.NOON);

        assertEquals(
                List.of(running),
                listed(new Operations.Selection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.empty())));
    }

    @Test
    void operations_since_a_moment_are_those_that_were_not_finished_before_it() {
        Instant began = Samples.NOON.minusSeconds(10);
        Operation running = inserted(Samples.operation("req-1", server, began));
        Operation until = finished(Samples.operation("req-2", server, began), Samples.NOON);
        finished(Samples.operation("req-3", server, began), Samples.NOON.minusNanos(1));

        assertEquals(
                List.of(until, running),
                listed(new Operations.Selection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.of(Samples.NOON))));
    }

    @Test
    void a_projects_operations_are_those_on_its_servers_whoever_did_them_and_on_those_it_booted() {
        store.servers().insert(server);
        Operation byAnother = done("req-1", server, "stop", Samples.OTHER_PROJECT);
        Operation boot = done("req-2", otherServer, Operations.CREATE, Samples.PROJECT);
        Operation removal = done("req-3", otherServer, "delete", Samples.OTHER_PROJECT);
        done("req-4", Samples.server(3, Samples.NOON), "delete", Samples.PROJECT);

        assertEquals(
                List.of(removal, boot, byAnother),
                listed(of(Optional.of(Samples.PROJECT), Optional.empty(), Optional.empty())));
        assertEquals(List.of(), listed(of(Optional.of(Samples.OTHER_PROJECT), Optional.empty(), Optional.empty())));
    }
}
