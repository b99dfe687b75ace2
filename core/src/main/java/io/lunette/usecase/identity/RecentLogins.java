package io.lunette.usecase.identity;

import io.lunette.model.User;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for some minutes, in memory and under a key of this process, which passwords were right: every run of a command
 * line logs in anew, and need not pay for the slow hash each time. Wrong passwords are never remembered, so guessing stays
 * slow.
 */
final class RecentLogins {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 1000;

    private final SecretKeySpec key;
    private final Map<String, Login> logins = new LinkedHashMap<>();

    private record Login(Proof proof, Instant until) {}

    /** Bound to the stored hash too: a changed password is forgotten at once, whoever changed it. */
    private static final class Proof {
        private final byte[] bytes;

        Proof(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean same(Proof other) {
            return MessageDigest.isEqual(bytes, other.bytes);
        }
    }

    RecentLogins() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    synchronized boolean knows(User user, String password, Instant now) {
        Login login = logins.get(user.id().text());
        return login != null && now.isBefore(login.until()) && login.proof().same(proof(user, password));
    }

    synchronized void remember(User user, String password, Instant now) {
        logins.put(user.id().text(), new Login(proof(user, password), now.plus(REMEMBERED)));
        if (logins.size() > MOST) {
            logins.remove(logins.keySet().iterator().next());
        }
    }

    private Proof proof(User user, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(user.passwordHash().getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return new Proof(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }
}
