package io.lunette.server.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the host's own tools, as an administrator beside Lunette would. */
final class Commands {
    private static final long LONGEST_SECONDS = 120;

    record Result(int status, String output) {}

    private Commands() {}

    /** Output and error output of a command that must succeed. */
    static String run(String... command) {
        Result result = tryTo(command);
        if (result.status() != 0) {
            throw new IllegalStateException(List.of(command) + " failed: " + result.output());
        }
        return result.output();
    }

    static Result tryTo(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(List.of(command) + " does not end");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
