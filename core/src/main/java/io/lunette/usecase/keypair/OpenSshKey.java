package io.lunette.usecase.keypair;

import io.lunette.failure.Parsed;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An SSH public key on one line: algorithm, base64 of the key (RFC 4253 section 6.6), comment.
 *
 * @param line as it came
 * @param fingerprint MD5 of the key in hex with colons, as Nova tells it
 */
record OpenSshKey(String line, String fingerprint) {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    static Parsed<OpenSshKey> parse(String raw) {
        String[] words = BLANKS.split(raw.strip(), 3);
        Optional<byte[]> key = words.length < 2 ? Optional.empty() : decoded(words[1]);
        return key.filter(bytes -> algorithm(bytes).equals(Optional.of(words[0])))
                .map(bytes -> Parsed.valid(new OpenSshKey(raw, md5(bytes))))
                .orElseGet(() -> Parsed.invalid("it is not an SSH public key on one line"));
    }

    /** The key as {@code ssh-rsa}. */
    static OpenSshKey of(RSAPublicKey key, String comment) {
        byte[] bytes = encoded(key);
        String line = "ssh-rsa " + Base64.getEncoder().encodeToString(bytes) + " " + comment;
        return new OpenSshKey(line, md5(bytes));
    }

    private static byte[] encoded(RSAPublicKey key) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writeString(out, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
            writeString(out, key.getPublicExponent().toByteArray());
            writeString(out, key.getModulus().toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeString(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static Optional<byte[]> decoded(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The algorithm that the key itself names. */
    private static Optional<String> algorithm(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        if (buffer.remaining() < Integer.BYTES) {
            return Optional.empty();
        }
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            return Optional.empty();
        }
        return Optional.of(new String(key, Integer.BYTES, length, StandardCharsets.US_ASCII));
    }

    private static String md5(byte[] key) {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("MD5").digest(key));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
