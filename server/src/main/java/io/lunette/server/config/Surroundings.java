package io.lunette.server.config;

import io.lunette.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the defaults depend on.
 *
 * @param root whether the service may use the machine's own directories
 * @param scratch where a simulated service may keep its state
 * @param storePassword that of a database, where no file has it
 */
public record Surroundings(
        boolean root,
        Path home,
        Optional<Path> xdgState,
        Path scratch,
        String hostname,
        Optional<Secret> storePassword) {

    public static Surroundings ofThisProcess() {
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                "root".equals(System.getProperty("user.name")),
                Path.of(System.getProperty("user.home")),
                Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                        .map(Path::of)
                        .filter(Path::isAbsolute),
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "lunette-simulated-" + ProcessHandle.current().pid()),
                kernelHostname(),
                Optional.ofNullable(environment.get("LUNETTE_STORE_PASSWORD"))
                        .filter(password -> !password.isEmpty())
                        .map(Secret::new));
    }

    /** The kernel's word, because a look-up through the resolver may wait for a name server. */
    private static String kernelHostname() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            return "localhost";
        }
    }

    Path stateDirectory(boolean simulate) {
        if (simulate) {
            return scratch;
        }
        return root
                ? Path.of("/var/lib/lunette")
                : xdgState.orElseGet(() -> home.resolve(".local/state")).resolve("lunette");
    }

    HostName hostName() {
        return Texts.hostName(hostname).toOptional().orElseGet(() -> new HostName("localhost"));
    }
}
