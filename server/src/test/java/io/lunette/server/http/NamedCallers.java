package io.lunette.server.http;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.model.Project;
import io.lunette.model.Role;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.usecase.identity.ValidToken;
import io.lunette.usecase.server.ServerWorld;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Callers whose token is their name: ann, bob, and root, who is an administrator. */
public final class NamedCallers {
    private NamedCallers() {}

    public static Outcome<ValidToken> validate(String token) {
        return Outcome.of(
                Stream.of(ServerWorld.ANN, ServerWorld.BOB, ServerWorld.ADMIN)
                        .filter(caller -> caller.userName().equals(token))
                        .map(NamedCallers::token)
                        .findFirst(),
                new IdentityFailure.TokenInvalid());
    }

    private static ValidToken token(Caller caller) {
        Instant now = Instant.EPOCH;
        return new ValidToken(
                new Token(
                        "", "audit", caller.user(), Optional.of(caller.project()), "password", now, now.plusSeconds(1)),
                new User(caller.user(), caller.userName(), "", "", true),
                Optional.of(new Project(caller.project(), caller.projectName(), "", true)),
                caller.roles().stream().map(role -> new Role(role, role)).toList());
    }
}
