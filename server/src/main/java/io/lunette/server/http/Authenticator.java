package io.lunette.server.http;

import io.lunette.failure.Outcome;
import io.lunette.usecase.identity.ValidToken;

/** Says what a token stands for, or {@code IdentityFailure.TokenInvalid}. Called for nearly every request. */
@FunctionalInterface
public interface Authenticator {
    Outcome<ValidToken> validate(String token);
}
