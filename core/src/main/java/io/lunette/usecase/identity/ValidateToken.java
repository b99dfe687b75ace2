package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.port.Identities;
import io.lunette.port.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Says what a token stands for. Nearly every request asks, so answers are kept for some seconds. */
public final class ValidateToken {
    private final StateStore store;
    private final TokenCache cache;
    private final InstantSource clock;

    public ValidateToken(StateStore store, TokenCache cache, InstantSource clock) {
        this.store = store;
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * {@link IdentityFailure.TokenInvalid} for a token that is unknown, expired or revoked, whose user or project is disabled,
     * or whose user has no role on its project any more.
     */
    public Outcome<ValidToken> validate(String text) {
        if (!TokenText.isWellFormed(text)) {
            return Outcome.failed(new IdentityFailure.TokenInvalid());
        }
        String digest = TokenText.digest(text);
        Instant now = clock.instant();
        Optional<ValidToken> known = cache.find(digest, now);
        return Outcome.of(known.isPresent() ? known : read(digest, now), new IdentityFailure.TokenInvalid());
    }

    private Optional<ValidToken> read(String digest, Instant now) {
        long readSince = cache.generation();
        Optional<ValidToken> valid = store.identities()
                .token(digest)
                .filter(token -> now.isBefore(token.expires()))
                .flatMap(this::resolve);
        valid.ifPresent(token -> cache.put(digest, token, now, readSince));
        return valid;
    }

    private Optional<ValidToken> resolve(Token token) {
        Optional<User> user = store.identities().user(token.user()).filter(User::enabled);
        if (user.isEmpty() || token.project().isEmpty()) {
            return user.map(unscoped -> new ValidToken(token, unscoped, Optional.empty(), List.of()));
        }
        Optional<Project> project =
                token.project().flatMap(store.identities()::project).filter(Project::enabled);
        List<Role> roles = project.map(scope -> roles(store.identities(), token.user(), scope.id()))
                .orElse(List.of());
        return roles.isEmpty() ? Optional.empty() : Optional.of(new ValidToken(token, user.get(), project, roles));
    }

    /** The roles that a user has on a project. */
    static List<Role> roles(Identities identities, UserId user, ProjectId project) {
        List<String> ids = identities.assignmentsOf(user).stream()
                .filter(assignment -> assignment.project().equals(project))
                .map(assignment -> assignment.roleId())
                .toList();
        return identities.roles().stream()
                .filter(role -> ids.contains(role.id()))
                .toList();
    }
}
