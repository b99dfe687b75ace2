package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;

/** Tells what a token stands for to its own user or an administrator; to others it is not there. */
public final class InspectToken {
    private final ValidateToken validateToken;

    public InspectToken(ValidateToken validateToken) {
        this.validateToken = validateToken;
    }

    public Outcome<ValidToken> inspect(ValidToken by, String text) {
        return validateToken.validate(text) instanceof Outcome.Done<ValidToken> subject && mayTell(by, subject.value())
                ? subject
                : Outcome.failed(new IdentityFailure.TokenNotFound());
    }

    private static boolean mayTell(ValidToken by, ValidToken subject) {
        return by.isAdmin() || by.user().id().equals(subject.user().id());
    }
}
