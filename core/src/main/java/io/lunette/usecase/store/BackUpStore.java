package io.lunette.usecase.store;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.port.StoreCopies;

/** For administrators: a copy of all that Lunette knows. It holds the hashes of passwords, and no secret in clear. */
public final class BackUpStore {
    private final StoreCopies copies;

    public BackUpStore(StoreCopies copies) {
        this.copies = copies;
    }

    public Outcome<StoreCopies.Copy> backUp(Caller caller) {
        return caller.isAdmin()
                ? copies.take()
                : Outcome.failed(new IdentityFailure.NotAllowed("make a backup of the store"));
    }
}
