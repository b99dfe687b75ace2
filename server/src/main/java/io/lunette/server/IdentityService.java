package io.lunette.server;

import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import io.lunette.server.http.Api;
import io.lunette.server.http.identity.IdentityApi;
import io.lunette.usecase.identity.BootstrapIdentity;
import io.lunette.usecase.identity.CheckPassword;
import io.lunette.usecase.identity.InspectToken;
import io.lunette.usecase.identity.IssueToken;
import io.lunette.usecase.identity.Passwords;
import io.lunette.usecase.identity.ProjectAdministration;
import io.lunette.usecase.identity.RevokeToken;
import io.lunette.usecase.identity.RoleAdministration;
import io.lunette.usecase.identity.TokenCache;
import io.lunette.usecase.identity.UserAdministration;
import io.lunette.usecase.identity.ValidateToken;
import java.time.Duration;
import java.time.InstantSource;

/** Identity v3 on a store. */
record IdentityService(BootstrapIdentity bootstrap, ValidateToken validate, Api api) {
    /**
     * For the password that is generated alone. Slow hashing is for passwords that people choose; nobody guesses 144 random
     * bits, and 210,000 rounds on a JVM that has just been started take seconds.
     */
    private static final int ITERATIONS_OF_GENERATED = 1_000;

    static IdentityService on(StateStore store, Duration tokenLifetime, Ids ids, InstantSource clock) {
        Passwords passwords = new Passwords(Passwords.RECOMMENDED_ITERATIONS);
        TokenCache cache = new TokenCache();
        ValidateToken validate = new ValidateToken(store, cache, clock);
        CheckPassword check = new CheckPassword(store, passwords, clock);
        InspectToken inspect = new InspectToken(validate);
        return new IdentityService(
                new BootstrapIdentity(store, new Passwords(ITERATIONS_OF_GENERATED), ids),
                validate,
                new IdentityApi(
                        new IssueToken(store, check, validate, tokenLifetime, clock),
                        inspect,
                        new RevokeToken(store, inspect, cache),
                        new UserAdministration(store, passwords, check, cache, ids),
                        new ProjectAdministration(store, cache, ids),
                        new RoleAdministration(store, cache, ids)));
    }
}
