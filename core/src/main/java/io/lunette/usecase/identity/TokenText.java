package io.lunette.usecase.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** The text of a token: 256 random bits behind a prefix that scanners for leaked secrets can look for. */
final class TokenText {
    private static final String PREFIX = "lunette_";
    private static final int RANDOM_BYTES = 32;
    private static final int AUDIT_BYTES = 16;
    private static final int LONGEST = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    static String next() {
        return PREFIX + random(RANDOM_BYTES);
    }

    /** An id under which logs may name a token. */
    static String nextAuditId() {
        return random(AUDIT_BYTES);
    }

    static boolean isWellFormed(String text) {
        return text.startsWith(PREFIX) && text.length() <= LONGEST;
    }

    /** What the store keeps of a token. */
    static String digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
