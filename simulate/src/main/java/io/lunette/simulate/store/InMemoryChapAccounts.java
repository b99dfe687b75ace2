package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.failure.Unit;
import io.lunette.model.ChapAccount;
import io.lunette.model.Iqn;
import io.lunette.model.VolumeId;
import io.lunette.port.ChapAccounts;
import java.util.List;
import java.util.Optional;

final class InMemoryChapAccounts implements ChapAccounts {
    private final Tables tables;

    InMemoryChapAccounts(Tables tables) {
        this.tables = tables;
    }

    @Override
    public void put(Holder holder, ChapAccount account) {
        tables.memory.atomically(() -> {
            require(tables.volumes.has(holder.volume()), "there is no volume " + holder.volume());
            tables.chapAccounts.put(holder, new Tables.HeldAccount(holder, account));
            return Unit.UNIT;
        });
    }

    @Override
    public Optional<ChapAccount> find(Holder holder) {
        return tables.chapAccounts.find(holder).map(Tables.HeldAccount::account);
    }

    @Override
    public void remove(Holder holder) {
        tables.chapAccounts.remove(holder);
    }

    @Override
    public List<Holder> holders(VolumeId volume) {
        return tables.chapAccounts.stream()
                .map(Tables.HeldAccount::holder)
                .filter(holder -> holder.volume().equals(volume))
                .sorted(Order.byText(holder -> holder.initiator().map(Iqn::text).orElse("")))
                .toList();
    }
}
