package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.model.Operation;
import io.lunette.model.ProjectId;
import io.lunette.model.ServerId;
import io.lunette.port.Operations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

final class InMemoryOperations implements Operations {
    private static final Comparator<Operation> NEWEST_FIRST = Order.byCreation(Operation::started, Operation::id)
            .thenComparing(operation -> operation.server().toString())
            .reversed();

    private final Tables tables;

    InMemoryOperations(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void insert(Operation operation) {
        require(
                tables.operations.insert(key(operation), operation),
                "there is an operation " + operation.id() + " already");
    }

    @Override
    public void update(Operation operation) {
        require(
                tables.operations.replaceIf(key(operation), now -> true, operation),
                "there is no operation " + operation.id());
    }

    @Override
    public void progress(Operation operation) {
        update(operation);
    }

    @Override
    public List<Operation> ofServer(ServerId server) {
        return tables.operations.stream()
                .filter(operation -> operation.server().equals(server))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    @Override
    public Optional<Operation> find(ServerId server, String id) {
        return tables.operations.find(new Tables.OperationKey(server, id));
    }

    @Override
    public List<Operation> list(Selection selection, Optional<Operation> after, int limit) {
        return tables.operations.stream()
                .filter(operation -> isSelected(operation, selection))
                .filter(operation -> after.map(last -> NEWEST_FIRST.compare(operation, last) > 0)
                        .orElse(true))
                .sorted(NEWEST_FIRST)
                .limit(limit)
                .toList();
    }

    private boolean isSelected(Operation operation, Selection selection) {
        return is(selection.project(), project -> isOf(operation.server(), project))
                && is(selection.server(), operation.server()::equals)
                && is(selection.id(), operation.id()::equals)
                && is(selection.action(), operation.action()::equals)
                && is(
                        selection.since(),
                        since -> operation
                                .finished()
                                .map(finished -> !finished.isBefore(since))
                                .orElse(true))
                && !(selection.running() && operation.finished().isPresent());
    }

    private static <T> boolean is(Optional<T> asked, Predicate<T> condition) {
        return asked.map(condition::test).orElse(true);
    }

    private boolean isOf(ServerId server, ProjectId project) {
        return tables.servers
                        .find(server)
                        .filter(row -> row.project().equals(project))
                        .isPresent()
                || tables.operations.any(operation -> operation.server().equals(server)
                        && operation.action().equals(CREATE)
                        && operation.project().equals(project));
    }

    private static Tables.OperationKey key(Operation operation) {
        return new Tables.OperationKey(operation.server(), operation.id());
    }
}
