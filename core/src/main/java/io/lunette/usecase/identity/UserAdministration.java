package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ExtraAttributes;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.port.Identities;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What administrators do with users, and users with themselves. */
public final class UserAdministration {
    private static final String USER = "user";

    private final StateStore store;
    private final Passwords passwords;
    private final CheckPassword checkPassword;
    private final TokenCache cache;
    private final Ids ids;

    public UserAdministration(
            StateStore store, Passwords passwords, CheckPassword checkPassword, TokenCache cache, Ids ids) {
        this.store = store;
        this.passwords = passwords;
        this.checkPassword = checkPassword;
        this.cache = cache;
        this.ids = ids;
    }

    /** A user to be made. Without a password nobody can log in as it. */
    public record NewUser(
            String name, String description, Optional<String> password, boolean enabled, ExtraAttributes extra) {
        @Override
        public String toString() {
            return "NewUser[" + name + "]";
        }
    }

    /** What to change; empty fields stay as they are. */
    public record UserChange(
            Optional<String> name,
            Optional<String> description,
            Optional<String> password,
            Optional<Boolean> enabled,
            Map<String, Optional<String>> extra) {
        @Override
        public String toString() {
            return "UserChange[" + name + "]";
        }
    }

    public Outcome<List<User>> list(ValidToken by) {
        return Rights.admin(by, "list users").map(yes -> store.identities().users());
    }

    public Outcome<User> show(ValidToken by, UserId id) {
        return by.user().id().equals(id)
                ? Outcome.done(by.user())
                : Rights.admin(by, "see other users").then(yes -> find(id));
    }

    public Outcome<User> create(ValidToken by, NewUser wanted) {
        return Rights.admin(by, "create users")
                .then(yes -> passwords.hash(wanted.password().orElseGet(TokenText::next)))
                .then(hash -> insert(new User(
                        new UserId(IdentityIds.next(ids)),
                        wanted.name(),
                        wanted.description(),
                        hash,
                        wanted.enabled(),
                        wanted.extra())));
    }

    /** A new password or a disabled user ends the user's tokens. */
    public Outcome<User> update(ValidToken by, UserId id, UserChange change) {
        return Rights.admin(by, "change users")
                .then(yes -> find(id))
                .then(user -> hash(change.password(), user).then(hash -> save(changed(user, change, hash))));
    }

    /** A user's own password; ends the user's tokens. */
    public Outcome<Unit> changePassword(ValidToken by, UserId id, String original, String password) {
        if (!by.user().id().equals(id)) {
            return Outcome.failed(new IdentityFailure.NotAllowed("change another user's password by this call"));
        }
        return find(id).then(user -> checkPassword.check(user, original))
                .then(user -> hash(Optional.of(password), user).then(hash -> save(user.withPasswordHash(hash))))
                .then(saved -> Outcome.done());
    }

    public Outcome<Unit> delete(ValidToken by, UserId id) {
        return Rights.admin(by, "delete users").then(yes -> {
            boolean removed = store.identities().removeUser(id);
            cache.forget();
            return removed ? Outcome.done() : Outcome.failed(notFound(id));
        });
    }

    private Outcome<User> find(UserId id) {
        return Outcome.of(store.identities().user(id), notFound(id));
    }

    private Outcome<User> insert(User user) {
        return store.identities().insertUser(user) ? Outcome.done(user) : Outcome.failed(nameTaken(user));
    }

    private Outcome<String> hash(Optional<String> password, User user) {
        return password.map(passwords::hash).orElseGet(() -> Outcome.done(user.passwordHash()));
    }

    private static User changed(User user, UserChange change, String hash) {
        return new User(
                user.id(),
                change.name().orElse(user.name()),
                change.description().orElse(user.description()),
                hash,
                change.enabled().orElse(user.enabled()),
                user.extra().with(change.extra()));
    }

    private Outcome<User> save(User changed) {
        Identities identities = store.identities();
        boolean saved = store.atomically(() -> {
            Optional<User> before = identities.user(changed.id());
            boolean done = identities.updateUser(changed);
            boolean lockedOut = before.filter(user -> !user.passwordHash().equals(changed.passwordHash()))
                            .isPresent()
                    || !changed.enabled();
            if (done && lockedOut) {
                identities.removeTokensOf(changed.id());
            }
            return done;
        });
        cache.forget();
        return saved ? Outcome.done(changed) : Outcome.failed(nameTaken(changed));
    }

    private static IdentityFailure notFound(UserId id) {
        return new IdentityFailure.NotFound(USER, id.text());
    }

    private static IdentityFailure nameTaken(User user) {
        return new IdentityFailure.NameTaken(USER, user.name());
    }
}
