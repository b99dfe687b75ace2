package io.lunette.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Lunette of the tests' own on this machine: own state folder, target and pool, beside whatever else runs here.
 * Nothing of it is left when it is closed.
 */
public final class Lab implements AutoCloseable {
    static final Path HOME = Path.of(System.getProperty("lunette.home"));
    public static final int PORTAL_PORT = 23047;
    private static final Place USUAL = new Place(18874, 47, PORTAL_PORT, Optional.empty());
    private static final String READY = "Lunette serves on";
    private static final Duration START = Duration.ofMinutes(1);
    private static final String POOL = "lunette-acceptance";

    private final Place place;
    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, String> credentials;
    private Process service;

    /**
     * What a lab has to itself, so that several may be there at once.
     *
     * @param controlPort tgtd's
     * @param libvirtd its host; the machine's own libvirtd where there is none
     */
    public record Place(int apiPort, int controlPort, int portalPort, Optional<PrivateLibvirtd> libvirtd) {
        String uri() {
            return libvirtd.map(own -> own.uri().toString()).orElse("qemu:///system");
        }
    }

    private Lab(
            Place place,
            Path folder,
            Map<String, String> environment,
            Process service,
            Map<String, String> credentials) {
        this.place = place;
        this.folder = folder;
        this.environment = environment;
        this.service = service;
        this.credentials = credentials;
    }

    public static Lab start() {
        return start(USUAL);
    }

    public static Lab start(Place place) {
        return start(place, Map.of());
    }

    /** With variables for the service's environment, beside what it inherits. */
    public static Lab start(Place place, Map<String, String> environment) {
        try {
            Path folder = Files.createTempDirectory(
                    Path.of("/var/tmp"),
                    "lunette-acceptance",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(config(folder), config(folder, place));
            Process service = serve(folder, environment, "");
            awaitReady(service, folder, START);
            return new Lab(place, folder, environment, service, credentials(folder.resolve("state/openrc")));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Path config(Path folder) {
        return folder.resolve("lunette.yaml");
    }

    private static Process serve(Path folder, Map<String, String> environment, String javaOptions) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        HOME.resolve("lunette").toString(),
                        "serve",
                        "--config",
                        config(folder).toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("service.log").toFile()));
        builder.environment().putAll(environment);
        builder.environment().merge("LUNETTE_JAVA_OPTIONS", javaOptions, (inherited, more) -> inherited + " " + more);
        return builder.start();
    }

    /** Ends the service as SIGKILL does; target and servers go on. */
    public void kill() {
        service.destroyForcibly();
        service.onExit().join();
    }

    /** Asks the service to end, as systemd does, and throws when it has not within 10 s. */
    public void stop() {
        service.destroy();
        if (survives(Duration.ofSeconds(10))) {
            throw new AssertionError("the service goes on 10 s after SIGTERM: " + log());
        }
    }

    /** Whether the service has not ended by itself; one that is about to is waited for a moment. */
    public boolean survives(Duration moment) {
        try {
            return !service.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** Starts the service again after its end, with what it kept. */
    public void startAgain() {
        startAgain("");
    }

    /** The same with options for its JVM. */
    public void startAgain(String javaOptions) {
        try {
            long before = starts();
            service = serve(folder, environment, javaOptions);
            Waiting.untilTrue("the service to be ready again", START, () -> !service.isAlive() || starts() > before);
            if (!service.isAlive()) {
                throw new AssertionError("the service ended: " + log());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private long starts() {
        return log().lines().filter(line -> line.contains(READY)).count();
    }

    static void awaitReady(Process service, Path folder, Duration atMost) {
        Waiting.untilTrue(
                "the service to be ready",
                atMost,
                () -> !service.isAlive() || log(folder).contains(READY));
        if (!service.isAlive()) {
            throw new AssertionError("the service ended: " + log(folder));
        }
    }

    private static String config(Path folder, Place place) {
        return """
                listen: 127.0.0.1:%d
                state: %s/state
                log: debug
                target:
                  control-port: %d
                  portals: 127.0.0.1:%d
                  overcommit: 100
                host:
                  uri: %s
                  pool: /var/lib/libvirt/%s
                  pool-name: %s
                """.formatted(place.apiPort(), folder, place.controlPort(), place.portalPort(), place.uri(), POOL, POOL);
    }

    static String log(Path folder) {
        try {
            return Files.readString(folder.resolve("service.log"));
        } catch (IOException notYet) {
            return "";
        }
    }

    public String log() {
        return log(folder);
    }

    /** Reads {@code export NAME=value} lines, as a shell would. */
    static Map<String, String> credentials(Path openrc) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(openrc)) {
            if (line.startsWith("export ")) {
                String assignment = line.substring("export ".length());
                int equals = assignment.indexOf('=');
                values.put(
                        assignment.substring(0, equals),
                        assignment.substring(equals + 1).replaceAll("^['\"]|['\"]$", ""));
            }
        }
        return values;
    }

    public String url() {
        return "http://127.0.0.1:" + place.apiPort();
    }

    /** A stock client, or {@code lunette} itself, with this Lunette's credentials. */
    public Command.Result client(String... command) {
        return Command.run(credentials, List.of(command));
    }

    /** What makes a connection to the API of a URL, user name, password and project name. */
    public interface Connecting<T> {
        T connect(String url, String user, String password, String project);
    }

    public <T> T connect(Connecting<T> connecting) {
        return connect(connecting, url(), credentials);
    }

    static <T> T connect(Connecting<T> connecting, String url, Map<String, String> credentials) {
        return connecting.connect(
                url,
                credentials.getOrDefault("OS_USERNAME", ""),
                credentials.getOrDefault("OS_PASSWORD", ""),
                credentials.getOrDefault("OS_PROJECT_NAME", ""));
    }

    /** The names of the targets that there are. */
    public List<String> targets() {
        return Array.targets(this).stream()
                .map(line -> line.replaceFirst("Target \\d+: ", ""))
                .toList();
    }

    /** Opens or closes the target's port past Lunette; sessions that are there go on. */
    public void listen(boolean open) {
        Command.run(
                        "tgtadm",
                        "-C",
                        "" + controlPort(),
                        "--lld",
                        "iscsi",
                        "--op",
                        open ? "new" : "delete",
                        "--mode",
                        "portal",
                        "--param",
                        "portal=127.0.0.1:" + portalPort())
                .must();
    }

    /** Lets an initiator see a target past Lunette, or takes that back. */
    public void bind(String target, String initiator, boolean seen) {
        String number = Array.targets(this).stream()
                .filter(line -> line.endsWith(target))
                .map(line -> line.replaceFirst("Target (\\d+):.*", "$1"))
                .findFirst()
                .orElseThrow();
        Command.run(
                        "tgtadm",
                        "-C",
                        "" + controlPort(),
                        "--lld",
                        "iscsi",
                        "--op",
                        seen ? "bind" : "unbind",
                        "--mode",
                        "target",
                        "--tid",
                        number,
                        "--initiator-name",
                        initiator)
                .must();
    }

    public Path lunFile(String volume) {
        return folder.resolve("state/luns").resolve(volume + ".img");
    }

    public Path consoleLog(String server) {
        return pool().resolve(server + ".console.log");
    }

    public Path state() {
        return folder.resolve("state");
    }

    public int controlPort() {
        return place.controlPort();
    }

    public int portalPort() {
        return place.portalPort();
    }

    /** libvirt's own tool, on the host of this lab. */
    public Command.Result virsh(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", place.uri()));
        command.addAll(List.of(arguments));
        return Command.run(command.toArray(String[]::new));
    }

    private Path pool() {
        Path asLibvirtNamesIt = Path.of("/var/lib/libvirt", POOL);
        return place.libvirtd()
                .map(own -> own.path(asLibvirtNamesIt.toString()))
                .orElse(asLibvirtNamesIt);
    }

    public ProcessHandle service() {
        return service.toHandle();
    }

    public ProcessHandle target() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.matches(".*tgtd .*-C " + controlPort() + "( .*|$)"))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no tgtd of the tests' own runs"));
    }

    /** A file of Lunette's sources. */
    public static Path home(String file) {
        return HOME.resolve(file);
    }

    /** The image of the guest that says what it sees; made once, in the build's own folder. */
    public static Path guestImage() {
        Path out = HOME.resolve("acceptance/target/guest");
        Command.run(HOME.resolve("guest/build.sh").toString(), out.toString()).must();
        return out.resolve("guest.img");
    }

    @Override
    public void close() {
        try {
            for (String name : virsh("list", "--all", "--name")
                    .must()
                    .lines()
                    .filter(this::isOurs)
                    .toList()) {
                virsh("destroy", name);
                virsh("undefine", name);
            }
            service.destroy();
            if (!service.waitFor(20, TimeUnit.SECONDS)) {
                service.destroyForcibly().waitFor();
            }
            findTarget().ifPresent(ProcessHandle::destroyForcibly);
            // tgtd leaves them when it is killed.
            delete(Path.of("/var/run/tgtd/socket." + controlPort()));
            delete(Path.of("/var/run/tgtd/socket." + controlPort() + ".lock"));
            virsh("pool-destroy", POOL);
            virsh("pool-undefine", POOL);
            delete(pool());
            delete(folder);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOurs(String domain) {
        return !domain.isBlank()
                && domain.startsWith("lunette-")
                && virsh("dumpxml", domain).out().contains("/var/lib/libvirt/" + POOL);
    }

    private Optional<ProcessHandle> findTarget() {
        try {
            return Optional.of(target());
        } catch (AssertionError none) {
            return Optional.empty();
        }
    }

    static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
