package io.lunette.server.iscsi.tgt;

import io.lunette.model.ByteCount;
import io.lunette.model.ChapAccount;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;
import io.lunette.model.VolumeId;
import io.lunette.port.contract.LunSourceContract.OpenSession;
import io.lunette.run.TargetLogins;
import io.lunette.server.iscsi.probe.SessionForTests;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A real tgtd for one test class, with its files on a small file system of their own so that it can be filled. */
public final class PrivateTgt implements AutoCloseable {
    private static final String SIZE = "128m";

    private final Path home;
    private final TgtSettings settings;
    private final Map<String, ChapAccount> accounts = new ConcurrentHashMap<>();

    public PrivateTgt(int controlPort, int port) throws IOException {
        this(controlPort, port, 1);
    }

    public PrivateTgt(int controlPort, int port, double overcommit) throws IOException {
        home = Files.createTempDirectory("lunette-tgt");
        Path luns = Files.createDirectory(home.resolve("luns"));
        run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "lunette-test", luns.toString());
        settings = new TgtSettings(
                controlPort,
                List.of(new Portal("127.0.0.1", port)),
                Iqn.parse("iqn.2026-11.io.lunette.test").get(),
                luns,
                home.resolve("run"),
                overcommit,
                Duration.ofSeconds(2));
    }

    public TgtSettings settings() {
        return settings;
    }

    /** From now on the test's store has this account of an initiator. */
    public void remember(ChapAccount account) {
        accounts.put(account.user(), account);
    }

    /** The account that a test's store would have for an initiator. */
    private Optional<ChapAccount> known(VolumeId volume, Iqn initiator) {
        return Optional.ofNullable(accounts.get(TargetLogins.user(volume, initiator)));
    }

    public TgtLunSource start() {
        return TgtLunSource.start(settings, this::known).get();
    }

    public byte[] read(VolumeId volume, long from, int bytes) {
        try (RandomAccessFile file =
                new RandomAccessFile(settings.luns().resolve(volume + ".img").toFile(), "r")) {
            byte[] data = new byte[bytes];
            file.seek(from);
            file.readFully(data);
            return data;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public OpenSession login(Connection.Network path, Iqn initiator) {
        SessionForTests session = new SessionForTests(path, initiator);
        return new OpenSession() {
            @Override
            public Optional<ByteCount> capacity() {
                return session.capacity();
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }

    public Optional<ProcessHandle> process() {
        return new TgtdProcess(settings, new TgtControl(settings.controlPort())).handle();
    }

    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    /** As a crash of tgtd: it is gone with all it knew. */
    public void kill() {
        ProcessHandle tgtd = process().orElseThrow();
        tgtd.destroyForcibly();
        tgtd.onExit().join();
    }

    private void signal(String signal) {
        run("kill", signal, Long.toString(process().orElseThrow().pid()));
    }

    /** Leaves nothing, whatever the test left. */
    @Override
    public void close() throws IOException {
        process().ifPresent(tgtd -> {
            tgtd.destroyForcibly();
            tgtd.onExit().join();
        });
        run("umount", settings.luns().toString());
        run("rm", "-rf", home.toString());
        String socket = "/var/run/tgtd/socket." + settings.controlPort();
        Files.deleteIfExists(Path.of(socket));
        Files.deleteIfExists(Path.of(socket + ".lock"));
    }

    static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
