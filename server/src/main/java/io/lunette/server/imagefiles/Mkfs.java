package io.lunette.server.imagefiles;

import io.lunette.model.GuestFormat;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mkfs programs of this machine, run on files of Lunette's own.
 *
 * @param folders where they are looked for
 */
record Mkfs(List<Path> folders) {
    private static final Logger LOG = LoggerFactory.getLogger(Mkfs.class);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A service's PATH often lacks the system folders, where these programs are. */
    static Mkfs ofThisMachine() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return new Mkfs(Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/sbin", "/sbin"))
                .filter(folder -> folder.startsWith("/"))
                .distinct()
                .map(Path::of)
                .toList());
    }

    boolean has(GuestFormat format) {
        return find(format).isPresent();
    }

    private Optional<Path> find(GuestFormat format) {
        return folders.stream()
                .map(folder -> folder.resolve("mkfs." + format.word()))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Whether it was formatted. */
    boolean format(Path file, GuestFormat format, String label) throws IOException {
        Optional<Path> program = find(format);
        if (program.isEmpty()) {
            return false;
        }
        List<String> command = new ArrayList<>(List.of(program.get().toString()));
        command.addAll(options(format, label));
        command.add(file.toString());
        return run(command);
    }

    private static List<String> options(GuestFormat format, String label) {
        return switch (format) {
            // What the guest's kernel fills in later needs not be written and sent.
            case EXT2, EXT3, EXT4 -> List.of("-q", "-F", "-E", "lazy_itable_init=1,lazy_journal_init=1", "-L", label);
            case XFS -> List.of("-q", "-f", "-L", label);
            case VFAT -> List.of("-n", label);
            case NTFS -> List.of("-q", "-F", "-Q", "-L", label);
            case SWAP -> List.of();
        };
    }

    /** Whether the sparse file was packed as qcow2. */
    boolean pack(Path raw, Path qcow2) throws IOException {
        return run(List.of("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), qcow2.toString()));
    }

    private static boolean run(List<String> command) throws IOException {
        LOG.debug("running {}", command);
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
