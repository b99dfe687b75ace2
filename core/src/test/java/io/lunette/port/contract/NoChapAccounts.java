package io.lunette.port.contract;

import io.lunette.model.ChapAccount;
import io.lunette.model.VolumeId;
import io.lunette.port.ChapAccounts;
import java.util.List;
import java.util.Optional;

/** For LUNs that ask nobody for an account. */
final class NoChapAccounts implements ChapAccounts {
    @Override
    public void put(Holder holder, ChapAccount account) {
        throw new UnsupportedOperationException("nobody is asked for an account here");
    }

    @Override
    public Optional<ChapAccount> find(Holder holder) {
        return Optional.empty();
    }

    @Override
    public void remove(Holder holder) {
        // There is none.
    }

    @Override
    public List<Holder> holders(VolumeId volume) {
        return List.of();
    }
}
