package io.lunette.server.imagefiles;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.model.ImageId;
import io.lunette.port.ImageFiles.Stored;
import io.lunette.port.KeptImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The images of {@link DirectoryImageFiles}, found by their files; nothing is changed. */
public record DirectoryKeptImages(Path directory) implements KeptImages {
    private static final String ENDING = ".image";
    /** ISO 9660: the first volume descriptor is in sector 16, its identifier after one byte. */
    private static final int ISO_IDENTIFIER_AT = 16 * 2048 + 1;

    private static final byte[] ISO_IDENTIFIER = "CD001".getBytes(StandardCharsets.US_ASCII);

    @Override
    public Outcome<List<Kept>> list() {
        if (!Files.isDirectory(directory)) {
            return Outcome.done(List.of());
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + ENDING)) {
            List<Kept> kept = new ArrayList<>();
            for (Path file : files) {
                Optional<ImageId> image = image(file);
                if (image.isPresent()) {
                    read(image.get(), file).ifPresent(kept::add);
                }
            }
            kept.sort(Comparator.comparing(each -> each.image().toString()));
            return Outcome.done(kept);
        } catch (IOException unreadable) {
            return Outcome.failed(new ImageFailure.NotRead(directory.toString(), String.valueOf(unreadable)));
        }
    }

    private static Optional<ImageId> image(Path file) {
        String name = file.getFileName().toString();
        return ImageId.parse(name.substring(0, name.length() - ENDING.length())).toOptional();
    }

    /** Nothing for a file that no upload would have left. */
    private static Optional<Kept> read(ImageId image, Path file) throws IOException {
        byte[] start = start(file);
        Optional<String> format = format(start);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        long size = Files.size(file);
        long virtualSize = Qcow2Header.parse(start)
                .map(Qcow2Header::virtualSizeBytes)
                .toOptional()
                .orElse(size);
        Stored stored = new Stored(size, virtualSize, digest("MD5", file), digest("SHA-512", file));
        return Optional.of(new Kept(
                image, format.get(), stored, Files.getLastModifiedTime(file).toInstant()));
    }

    private static Optional<String> format(byte[] start) {
        if (Qcow2Header.isQcow2(start)) {
            return Qcow2Header.parse(start) instanceof Parsed.Valid<Qcow2Header>
                    ? Optional.of("qcow2")
                    : Optional.empty();
        }
        int end = ISO_IDENTIFIER_AT + ISO_IDENTIFIER.length;
        boolean iso = start.length >= end
                && Arrays.equals(start, ISO_IDENTIFIER_AT, end, ISO_IDENTIFIER, 0, ISO_IDENTIFIER.length);
        return start.length == 0 ? Optional.empty() : Optional.of(iso ? "iso" : "raw");
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(Qcow2Header.ENOUGH_BYTES);
        }
    }

    private static String digest(String algorithm, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] block = new byte[DirectoryImageFiles.BLOCK_BYTES];
            for (int length = in.read(block); length >= 0; length = in.read(block)) {
                digest.update(block, 0, length);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has " + algorithm, impossible);
        }
    }
}
