package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.model.Operation;
import io.lunette.model.ServerId;
import io.lunette.port.Operations;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryOperations implements Operations {
    private static final Comparator<Operation> NEWEST_FIRST =
            Order.byCreation(Operation::started, Operation::id).reversed();

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

    private static Tables.OperationKey key(Operation operation) {
        return new Tables.OperationKey(operation.server(), operation.id());
    }
}
