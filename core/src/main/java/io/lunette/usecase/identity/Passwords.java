package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes and checks password hashes: PBKDF2 with HMAC-SHA-512 (RFC 8018), {@code pbkdf2-sha512$iterations$salt$key}. Slow on
 * purpose, so only half of the processors do it at a time: a flood of logins must not stop the service.
 */
public final class Passwords {
    /** As OWASP's Password Storage Cheat Sheet asks for. */
    public static final int RECOMMENDED_ITERATIONS = 210_000;

    private static final String SCHEME = "pbkdf2-sha512";
    private static final int SALT_BYTES = 16;
    private static final int KEY_BITS = 512;
    private static final long LONGEST_WAIT_SECONDS = 10;

    private final int iterations;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    public Passwords(int iterations) {
        this.iterations = iterations;
    }

    /** Fails with {@link IdentityFailure.TooManyLogins} when others are before it for too long. */
    public Outcome<String> hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return derive(password, salt, iterations)
                .map(key -> String.join("$", SCHEME, Integer.toString(iterations), encode(salt), encode(key)));
    }

    /** Whether {@code hash} was made of {@code password}. */
    public Outcome<Boolean> matches(String password, String hash) {
        List<String> parts = List.of(hash.split("\\$", -1));
        byte[] key = decode(parts.get(3));
        return derive(password, decode(parts.get(2)), Integer.parseInt(parts.get(1)))
                .map(derived -> MessageDigest.isEqual(derived, key));
    }

    private Outcome<byte[]> derive(String password, byte[] salt, int rounds) {
        try {
            if (!turns.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Outcome.failed(new IdentityFailure.TooManyLogins());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Outcome.failed(new IdentityFailure.TooManyLogins());
        }
        try {
            return Outcome.done(pbkdf2(password, salt, rounds));
        } finally {
            turns.release();
        }
    }

    private static byte[] pbkdf2(String password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, KEY_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA512", impossible);
        } finally {
            spec.clearPassword();
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text);
    }
}
