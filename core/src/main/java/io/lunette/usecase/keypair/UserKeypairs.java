package io.lunette.usecase.keypair;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.KeypairFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.Unit;
import io.lunette.model.Caller;
import io.lunette.model.Keypair;
import io.lunette.model.UserId;
import io.lunette.port.StateStore;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Keeps users' SSH public keys. Everybody has their own; an administrator may act for another user. */
public record UserKeypairs(StateStore store, InstantSource clock) {
    private static final String SSH = "ssh";
    private static final int RSA_BITS = 2048;
    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /**
     * A new keypair.
     *
     * @param privateKey PKCS#8 in PEM, told this once and kept nowhere; empty when the user has it already */
    public record Created(Keypair keypair, Optional<String> privateKey) {}

    /** Ordered by name. */
    public Outcome<List<Keypair>> list(Caller caller, Optional<UserId> user) {
        return owner(caller, user).map(owner -> store.keypairs().list(owner));
    }

    public Outcome<Keypair> show(Caller caller, Optional<UserId> user, String name) {
        return owner(caller, user)
                .then(owner -> Outcome.of(store.keypairs().find(owner, name), new KeypairFailure.NotFound(name)));
    }

    public Outcome<Created> create(Caller caller, Optional<UserId> user, String name, Optional<String> publicKey) {
        return owner(caller, user)
                .then(owner -> publicKey.isPresent()
                        ? imported(owner, name, publicKey.get())
                        : generated(owner, name, caller));
    }

    public Outcome<Unit> delete(Caller caller, Optional<UserId> user, String name) {
        return owner(caller, user)
                .then(owner -> store.keypairs().remove(owner, name)
                        ? Outcome.done()
                        : Outcome.failed(new KeypairFailure.NotFound(name)));
    }

    private static Outcome<UserId> owner(Caller caller, Optional<UserId> user) {
        UserId owner = user.orElse(caller.user());
        return owner.equals(caller.user()) || caller.isAdmin()
                ? Outcome.done(owner)
                : Outcome.failed(new IdentityFailure.NotAllowed("use another user's keypairs"));
    }

    private Outcome<Created> imported(UserId owner, String name, String publicKey) {
        return OpenSshKey.parse(publicKey)
                .orFail(problem -> new RequestFailure.InvalidField(
                        "public_key", problem, "a line as ssh-keygen writes it: ssh-ed25519 AAAA... comment"))
                .then(key -> inserted(owner, name, key, Optional.empty()));
    }

    private Outcome<Created> generated(UserId owner, String name, Caller caller) {
        KeyPair pair = rsa();
        OpenSshKey key = OpenSshKey.of((RSAPublicKey) pair.getPublic(), "Generated-by-Lunette-" + caller.userName());
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + PEM.encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n";
        return inserted(owner, name, key, Optional.of(pem));
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Outcome<Created> inserted(UserId owner, String name, OpenSshKey key, Optional<String> privateKey) {
        Keypair keypair = new Keypair(owner, name, SSH, key.line(), key.fingerprint(), clock.instant());
        return store.keypairs().insert(keypair)
                ? Outcome.done(new Created(keypair, privateKey))
                : Outcome.failed(new KeypairFailure.Exists(name));
    }
}
