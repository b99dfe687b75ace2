package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;

/** Who may administer identities. */
final class Rights {
    private Rights() {}

    /** Done for an administrator; {@code action} completes "You are not authorized to". */
    static Outcome<Unit> admin(ValidToken by, String action) {
        return by.isAdmin() ? Outcome.done() : Outcome.failed(new IdentityFailure.NotAllowed(action));
    }
}
