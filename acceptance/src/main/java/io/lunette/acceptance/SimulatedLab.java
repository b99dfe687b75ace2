package io.lunette.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Lunette on simulated hosts and LUNs: needs no root and leaves nothing. */
public final class SimulatedLab implements AutoCloseable {
    private final Path folder;
    private final Process service;
    private final Map<String, String> credentials;
    private final String url;

    private SimulatedLab(Path folder, Process service, Map<String, String> credentials) {
        this.folder = folder;
        this.url = Lab.log(folder).replaceFirst("(?s).*Lunette serves on (\\S+).*", "$1");
        this.service = service;
        this.credentials = credentials;
    }

    public static SimulatedLab start() {
        try {
            Path folder = Files.createTempDirectory("lunette-simulated");
            Process service = new ProcessBuilder(
                            Lab.HOME.resolve("lunette").toString(),
                            "serve",
                            "--simulate",
                            "--state",
                            folder.resolve("state").toString(),
                            "--listen",
                            "127.0.0.1:0")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("service.log").toFile())
                    .start();
            Lab.awaitReady(service, folder, Duration.ofMinutes(1));
            return new SimulatedLab(folder, service, Lab.credentials(folder.resolve("state/openrc")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public <T> T connect(Lab.Connecting<T> connecting) {
        return Lab.connect(connecting, url, credentials);
    }

    public long pid() {
        return service.pid();
    }

    @Override
    public void close() {
        try {
            service.destroy();
            if (!service.waitFor(20, TimeUnit.SECONDS)) {
                service.destroyForcibly().waitFor();
            }
            Lab.delete(folder);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
