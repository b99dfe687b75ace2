package io.lunette.server.imagefiles;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ImageId;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs qemu-img on images that strangers made: within bounds on memory, time and output. */
final class QemuImg {
    private static final long MEMORY_BYTES = 1L << 30;
    private static final Duration PROCESSOR_TIME = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Path directory;

    QemuImg(Path directory) {
        this.directory = directory;
    }

    /** Writes the disk in {@code image}, a qcow2 file, to the file {@code raw}, which is there. */
    Outcome<Unit> convert(ImageId image, Path raw, long virtualSizeBytes) {
        // The driver options forbid a backing file once more, whatever the header says.
        List<String> command = List.of(
                "prlimit",
                "--as=" + MEMORY_BYTES,
                "--cpu=" + PROCESSOR_TIME.toSeconds(),
                "--fsize=" + virtualSizeBytes,
                "--core=0",
                "qemu-img",
                "convert",
                "-O",
                "raw",
                "json:{\"driver\":\"qcow2\",\"backing\":null,\"file\":{\"driver\":\"file\",\"filename\":\"" + image
                        + ".image\"}}",
                raw.getFileName().toString());
        try {
            return run(image, command);
        } catch (IOException missing) {
            return refused(image, "qemu-img cannot be run on the controller");
        }
    }

    private Outcome<Unit> run(ImageId image, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return refused(image, "its conversion took longer than " + PATIENCE.toMinutes() + " minutes");
            }
            return process.exitValue() == 0
                    ? Outcome.done()
                    : refused(image, "qemu-img cannot read it, or there is no room for the disk in it");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return refused(image, "the controller is being stopped");
        } finally {
            process.destroyForcibly();
        }
    }

    private static Outcome<Unit> refused(ImageId image, String why) {
        return Outcome.failed(new ImageFailure.NotConvertible(image.toString(), why));
    }
}
