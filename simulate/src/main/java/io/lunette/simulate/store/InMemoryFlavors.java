package io.lunette.simulate.store;

import io.lunette.model.Flavor;
import io.lunette.port.Flavors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

final class InMemoryFlavors implements Flavors {
    private final Tables tables;

    InMemoryFlavors(Tables tables) {
        this.tables = tables;
    }

    @Override
    public boolean insert(Flavor flavor) {
        return tables.memory.atomically(() -> nameIsFree(flavor) && tables.flavors.insert(flavor.id(), flavor));
    }

    @Override
    public Optional<Flavor> find(String id) {
        return tables.flavors.find(id);
    }

    @Override
    public List<Flavor> list() {
        return tables.flavors.stream()
                .sorted(Comparator.comparingInt(Flavor::ramMiB).thenComparing(Order.byText(Flavor::id)))
                .toList();
    }

    @Override
    public boolean update(Flavor flavor) {
        return tables.memory.atomically(
                () -> nameIsFree(flavor) && tables.flavors.replaceIf(flavor.id(), now -> true, flavor));
    }

    @Override
    public boolean remove(String id) {
        return tables.flavors.remove(id);
    }

    private boolean nameIsFree(Flavor flavor) {
        return !tables.flavors.any(
                other -> other.name().equals(flavor.name()) && !other.id().equals(flavor.id()));
    }
}
