package io.lunette.usecase.identity;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.port.StateStore;

/** Ends a token before its time. */
public final class RevokeToken {
    private final StateStore store;
    private final InspectToken inspectToken;
    private final TokenCache cache;

    public RevokeToken(StateStore store, InspectToken inspectToken, TokenCache cache) {
        this.store = store;
        this.inspectToken = inspectToken;
        this.cache = cache;
    }

    /** A token's own user may, and an administrator. */
    public Outcome<Unit> revoke(ValidToken by, String text) {
        return inspectToken.inspect(by, text).then(subject -> {
            store.identities().removeToken(subject.token().digest());
            cache.forget();
            return Outcome.done();
        });
    }
}
