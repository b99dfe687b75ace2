package io.lunette.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, as a user would. */
public final class Command {
    private static final int SECONDS = 120;

    private Command() {}

    public record Result(List<String> command, int status, String out, String err) {
        /** The output of a command that had to succeed. */
        public String must() {
            if (status != 0) {
                throw new AssertionError(this);
            }
            return out;
        }

        @Override
        public String toString() {
            return String.join(" ", command) + "\nexit status " + status + "\n" + out + err;
        }
    }

    public static Result run(Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile("lunette-acceptance", ".out");
            Path err = Files.createTempFile("lunette-acceptance", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Result result = new Result(
                    command,
                    ended ? process.exitValue() : -1,
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public static Result run(String... command) {
        return run(Map.of(), List.of(command));
    }
}
