package io.lunette.server.iscsi.tgt;

import io.lunette.model.Portal;
import io.lunette.server.iscsi.Deadline;
import io.lunette.server.iscsi.tgt.TgtRequest.Mode;
import io.lunette.server.iscsi.tgt.TgtRequest.Operation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The tgtd that serves Lunette's LUNs. It runs in a session of its own, so that neither the end of the service nor a Ctrl-C
 * in its terminal takes the disks from the guests; the next service finds it by its control port.
 */
final class TgtdProcess {
    private static final long PAUSE_MILLIS = 5;

    /** A port that the system chooses: tgtd cannot be without portals, it would listen at all addresses. */
    private static final String UNKNOWN_PORTAL = "portal=127.0.0.1:0";

    /** Stands beside the process id until the portals are open. */
    private static final String BEGINNING = " beginning";

    private final TgtSettings settings;
    private final TgtControl control;
    private final Path pidFile;

    TgtdProcess(TgtSettings settings, TgtControl control) {
        this.settings = settings;
        this.control = control;
        this.pidFile = settings.run().resolve("tgtd." + settings.controlPort() + ".pid");
    }

    /**
     * Starts it, or takes over the one that runs. One that was just started listens where nobody looks for it, until
     * {@link #openPortals}.
     */
    void ensureRunning(Deadline deadline) throws IOException {
        if (!control.listening()) {
            checkPortsAreFree();
            awaitAnswer(start(), deadline);
        } else if (!isBeginning()) {
            checkPortals(deadline);
        }
    }

    /** Lets it listen at the portals that are set and nowhere else, where it does not yet. */
    void openPortals(Deadline deadline) throws IOException {
        Optional<ProcessHandle> beginning = handle().filter(process -> isBeginning());
        if (beginning.isPresent()) {
            Map<InetSocketAddress, Portal> open = portals(deadline);
            Map<InetSocketAddress, Portal> wanted = byAddress(settings.portals());
            change(Operation.NEW, without(wanted, open), deadline);
            change(Operation.DELETE, without(open, wanted), deadline);
            checkPortals(deadline);
            Files.writeString(pidFile, beginning.get().pid() + "\n");
        }
    }

    private static Collection<Portal> without(
            Map<InetSocketAddress, Portal> all, Map<InetSocketAddress, Portal> others) {
        Map<InetSocketAddress, Portal> left = new LinkedHashMap<>(all);
        left.keySet().removeAll(others.keySet());
        return left.values();
    }

    private void change(Operation operation, Collection<Portal> portals, Deadline deadline) throws IOException {
        for (Portal portal : portals) {
            control.call(TgtRequest.ofPortal(operation, portal.toString()), deadline);
        }
    }

    private Process start() throws IOException {
        Files.createDirectories(settings.run());
        // setsid execs tgtd in its own place, so that the process id is tgtd's.
        ProcessBuilder builder = new ProcessBuilder(
                "setsid", "tgtd", "-f", "-C", Integer.toString(settings.controlPort()), "--iscsi", UNKNOWN_PORTAL);
        builder.environment().remove("TGT_IPC_SOCKET");
        builder.directory(Path.of("/").toFile());
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(log().toFile());
        Process process = launch(builder);
        Files.writeString(pidFile, process.pid() + BEGINNING + "\n");
        return process;
    }

    private static Process launch(ProcessBuilder builder) throws IOException {
        try {
            return builder.start();
        } catch (IOException missing) {
            throw new TgtdTrouble("setsid cannot be started: " + missing.getMessage(), missing);
        }
    }

    private Path log() {
        return settings.run().resolve("tgtd." + settings.controlPort() + ".log");
    }

    private void awaitAnswer(Process process, Deadline deadline) throws IOException {
        while (!control.listening()) {
            if (!process.isAlive()) {
                throw new TgtdTrouble("tgtd ended as soon as it was started; its log in the run directory says why");
            }
            if (deadline.passed()) {
                process.destroyForcibly();
                throw new TgtdTrouble("tgtd was started and did not answer in time");
            }
            sleep();
        }
    }

    /**
     * A tgtd that cannot listen at any portal it was given listens on port 3260 of every address instead: that must not
     * happen, so what is taken already is found out before.
     */
    private void checkPortsAreFree() throws IOException {
        for (Portal portal : settings.portals()) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(portal.host(), portal.port()));
            } catch (IOException taken) {
                throw new TgtdTrouble("portal " + portal + " cannot be listened at: " + taken.getMessage(), taken);
            }
        }
    }

    private void checkPortals(Deadline deadline) throws IOException {
        Map<InetSocketAddress, Portal> found = portals(deadline);
        if (!found.keySet().equals(byAddress(settings.portals()).keySet())) {
            throw new TgtdTrouble("the tgtd of control port " + settings.controlPort() + " listens at "
                    + List.copyOf(found.values()) + " and not at " + settings.portals());
        }
    }

    /** Where it listens. */
    private Map<InetSocketAddress, Portal> portals(Deadline deadline) throws IOException {
        String shown = control.call(TgtRequest.ofAll(Mode.PORTAL, Operation.SHOW), deadline);
        return byAddress(shown.lines()
                .map(line -> line.replaceAll("^Portal: |,\\d+$", ""))
                .flatMap(text -> Portal.parse(text).toOptional().stream())
                .toList());
    }

    // An address has several spellings, IPv6 more than a few.
    private static Map<InetSocketAddress, Portal> byAddress(List<Portal> portals) throws IOException {
        Map<InetSocketAddress, Portal> addresses = new LinkedHashMap<>();
        for (Portal portal : portals) {
            addresses.put(new InetSocketAddress(InetAddress.getByName(portal.host()), portal.port()), portal);
        }
        return addresses;
    }

    /** The process, where it is one that Lunette started. */
    Optional<ProcessHandle> handle() {
        try {
            long pid = Long.parseLong(
                    Files.readString(pidFile).replace(BEGINNING, "").strip());
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isOurs);
        } catch (IOException | NumberFormatException unknown) {
            return Optional.empty();
        }
    }

    /** Whether it has not been told all its targets yet, by this service or by one that ended over it. */
    private boolean isBeginning() {
        try {
            return handle().isPresent() && Files.readString(pidFile).contains(BEGINNING);
        } catch (IOException none) {
            return false;
        }
    }

    // A process id is used again some day: the command line must be the one that was started.
    private boolean isOurs(ProcessHandle process) {
        try {
            String commandLine = Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
            return commandLine.startsWith("tgtd\0-f\0-C\0" + settings.controlPort() + "\0");
        } catch (IOException gone) {
            return false;
        }
    }

    /** Asks it to end, which it does when it has no targets. */
    void end(Deadline deadline) throws IOException {
        control.call(TgtRequest.ofSystem(Operation.DELETE), deadline);
        while (control.listening()) {
            if (deadline.passed()) {
                throw new TgtdTrouble("tgtd said that it ends, and still runs");
            }
            sleep();
        }
        Files.deleteIfExists(pidFile);
    }

    /** Ends it at once, be it hanging; its targets go with it. */
    void kill() throws IOException {
        Optional<ProcessHandle> process = handle();
        if (process.isEmpty()) {
            throw new TgtdTrouble("the tgtd of control port " + settings.controlPort()
                    + " does not answer, and is not one that Lunette started");
        }
        process.get().destroyForcibly();
        try {
            process.get().onExit().get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
            Files.deleteIfExists(pidFile);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException survives) {
            throw new TgtdTrouble("tgtd was killed and still runs", survives);
        }
    }

    private static void sleep() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TgtdTrouble("interrupted while waiting for tgtd", interrupted);
        }
    }
}
