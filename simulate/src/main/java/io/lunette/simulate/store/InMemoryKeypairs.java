package io.lunette.simulate.store;

import io.lunette.model.Keypair;
import io.lunette.model.UserId;
import io.lunette.port.Keypairs;
import java.util.List;
import java.util.Optional;

final class InMemoryKeypairs implements Keypairs {
    private final Tables tables;

    InMemoryKeypairs(Tables tables) {
        this.tables = tables;
    }

    @Override
    public boolean insert(Keypair keypair) {
        return tables.keypairs.insert(new Tables.KeypairKey(keypair.user(), keypair.name()), keypair);
    }

    @Override
    public Optional<Keypair> find(UserId user, String name) {
        return tables.keypairs.find(new Tables.KeypairKey(user, name));
    }

    @Override
    public List<Keypair> list(UserId user) {
        return tables.keypairs.stream()
                .filter(keypair -> keypair.user().equals(user))
                .sorted(Order.byText(Keypair::name))
                .toList();
    }

    @Override
    public boolean remove(UserId user, String name) {
        return tables.keypairs.remove(new Tables.KeypairKey(user, name));
    }
}
