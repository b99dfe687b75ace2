package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Project;
import io.lunette.model.Role;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.port.Identities;
import io.lunette.port.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Gives a token to whoever proves to be a user, for a project on which the user has a role, or for none. */
public final class IssueToken {
    private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

    private final StateStore store;
    private final CheckPassword checkPassword;
    private final ValidateToken validateToken;
    private final Duration lifetime;
    private final InstantSource clock;
    private final AtomicLong purgedSecond = new AtomicLong();

    public IssueToken(
            StateStore store,
            CheckPassword checkPassword,
            ValidateToken validateToken,
            Duration lifetime,
            InstantSource clock) {
        this.store = store;
        this.checkPassword = checkPassword;
        this.validateToken = validateToken;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** A new token; {@code text} is known here only, once. */
    public record Issued(String text, ValidToken token) {
        @Override
        public String toString() {
            return "Issued[" + token + "]";
        }
    }

    private record Proven(User user, String methods, Instant expires) {}

    /** Fails with {@link IdentityFailure.BadCredentials} whatever is wrong: user, password or project. */
    public Outcome<Issued> issue(Credentials credentials, Scope scope) {
        return prove(credentials).then(proven -> issue(proven, scope));
    }

    private Outcome<Proven> prove(Credentials credentials) {
        // Whole seconds: what clients are shown is exactly what holds.
        Instant end = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(lifetime);
        return switch (credentials) {
            case Credentials.Password password ->
                checkPassword
                        .check(password.user(), password.password())
                        .map(user -> new Proven(user, "password", end));
            // A token got by a token does not outlive it: else one leaked token would be good for ever.
            case Credentials.Existing existing ->
                validateToken
                        .validate(existing.token())
                        .map(valid -> new Proven(
                                valid.user(),
                                withToken(valid.token().methods()),
                                valid.token().expires()));
        };
    }

    private static String withToken(String methods) {
        return methods.contains("token") ? methods : methods + ",token";
    }

    private Outcome<Issued> issue(Proven proven, Scope scope) {
        Identities identities = store.identities();
        Optional<Project> project = scope.find(identities, proven.user()).filter(Project::enabled);
        List<Role> roles = project.map(
                        known -> ValidateToken.roles(identities, proven.user().id(), known.id()))
                .orElse(List.of());
        if (!roles.isEmpty()) {
            return Outcome.done(save(proven, project, roles));
        }
        return switch (scope) {
            case Scope.Unscoped unscoped -> Outcome.done(save(proven, Optional.empty(), List.of()));
            case Scope.Unsaid unsaid -> Outcome.done(save(proven, Optional.empty(), List.of()));
            default -> Outcome.failed(new IdentityFailure.BadCredentials());
        };
    }

    private Issued save(Proven proven, Optional<Project> project, List<Role> roles) {
        purge();
        String text = TokenText.next();
        Token token = new Token(
                TokenText.digest(text),
                TokenText.nextAuditId(),
                proven.user().id(),
                project.map(Project::id),
                proven.methods(),
                clock.instant(),
                proven.expires());
        store.identities().insertToken(token);
        return new Issued(text, new ValidToken(token, proven.user(), project, roles));
    }

    private void purge() {
        Instant now = clock.instant();
        long last = purgedSecond.get();
        boolean due = now.getEpochSecond() - last >= BETWEEN_PURGES.toSeconds();
        if (due && purgedSecond.compareAndSet(last, now.getEpochSecond())) {
            store.identities().removeTokensExpiredBefore(now);
        }
    }
}
