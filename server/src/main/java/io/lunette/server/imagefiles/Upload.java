package io.lunette.server.imagefiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The data of an image while it comes: written to a file, zeros as holes, and digested. */
final class Upload {
    private static final byte[] ZEROS = new byte[DirectoryImageFiles.BLOCK_BYTES];

    private final FileChannel file;
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha512 = digest("SHA-512");
    private long sizeBytes;

    Upload(FileChannel file) {
        this.file = file;
    }

    void take(byte[] block, int length) throws IOException {
        md5.update(block, 0, length);
        sha512.update(block, 0, length);
        if (Arrays.mismatch(block, 0, length, ZEROS, 0, length) >= 0) {
            write(ByteBuffer.wrap(block, 0, length));
        }
        sizeBytes += length;
    }

    private void write(ByteBuffer bytes) throws IOException {
        long position = sizeBytes;
        while (bytes.hasRemaining()) {
            position += file.write(bytes, position);
        }
    }

    /** On the disk when this returns. */
    void finish() throws IOException {
        if (file.size() < sizeBytes) {
            file.write(ByteBuffer.allocate(1), sizeBytes - 1);
        }
        file.force(true);
    }

    long sizeBytes() {
        return sizeBytes;
    }

    /** Ask once, at the end. */
    String md5() {
        return HexFormat.of().formatHex(md5.digest());
    }

    /** Ask once, at the end. */
    String sha512() {
        return HexFormat.of().formatHex(sha512.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }
}
