package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.User;
import io.lunette.port.StateStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Finds the user that a name or id and a password belong to. */
public final class CheckPassword {
    private final StateStore store;
    private final Passwords passwords;
    private final InstantSource clock;
    private final RecentLogins recent = new RecentLogins();

    public CheckPassword(StateStore store, Passwords passwords, InstantSource clock) {
        this.store = store;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** The user, or {@link IdentityFailure.BadCredentials} after the same time whether the user exists or not. */
    public Outcome<User> check(UserReference who, String password) {
        Optional<User> user = who.find(store.identities());
        return user.isEmpty() ? refuseSlowly(password) : check(user.get(), password);
    }

    /** Whether {@code password} is this user's. */
    Outcome<User> check(User user, String password) {
        if (user.enabled() && recent.knows(user, password, clock.instant())) {
            return Outcome.done(user);
        }
        return passwords.matches(password, user.passwordHash()).then(right -> {
            if (!right || !user.enabled()) {
                return Outcome.failed(new IdentityFailure.BadCredentials());
            }
            recent.remember(user, password, clock.instant());
            return Outcome.done(user);
        });
    }

    private Outcome<User> refuseSlowly(String password) {
        Function<String, Outcome<User>> refuse = hash -> Outcome.failed(new IdentityFailure.BadCredentials());
        return passwords.hash(password).then(refuse);
    }
}
