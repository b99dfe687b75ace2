package io.lunette.server.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL of this JVM's own, from the binaries that Debian installs: its data in a temporary folder, its port on
 * the loopback address. It ends with the JVM, however that ends, because it waits for the end of its standard input; it
 * touches no cluster of the machine. Its databases order text by the rules of English, as many real ones do by those of
 * some language.
 */
public final class PostgresServer {
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Object STARTING = new Object();

    /** As root it changes to another user first, because PostgreSQL refuses to run as root. */
    private static final String SCRIPT = """
            set -eu
            cd "$2"
            "$1/initdb" -D data -U lunette -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en -N
            { echo 'host all guarded 127.0.0.1/32 scram-sha-256'; cat data/pg_hba.conf; } >hba
            mv hba data/pg_hba.conf
            "$1/postgres" -D data -p "$3" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \\
                -c full_page_writes=off -c max_connections=200 -c shared_buffers=32MB -c log_min_messages=fatal &
            cat
            kill -INT $!
            wait $! || true
            rm -rf "$2"
            """;

    private static PostgresServer running;
    private static Path keys;

    private final int port;

    private PostgresServer(int port) {
        this.port = port;
    }

    /** That of this JVM. Where PostgreSQL is not installed the test is left out, unless it is said to be needed. */
    public static PostgresServer get() {
        synchronized (STARTING) {
            if (running == null) {
                running = start();
            }
            return running;
        }
    }

    /** Where the key of the stores' secrets lies, that all controllers of these tests have. */
    public static Path keys() {
        synchronized (STARTING) {
            try {
                if (keys == null) {
                    keys = Files.createTempDirectory("lunette-keys");
                    keys.toFile().deleteOnExit();
                    keys.resolve("secrets.key").toFile().deleteOnExit();
                }
                return keys;
            } catch (IOException problem) {
                throw new UncheckedIOException(problem);
            }
        }
    }

    private static PostgresServer start() {
        Optional<Path> binaries = binaries();
        if (!Boolean.getBoolean("lunette.postgres.needed")) {
            Assumptions.assumeTrue(binaries.isPresent(), "no PostgreSQL here: apt-get install postgresql");
        }
        try {
            Path folder = Files.createTempDirectory("lunette-postgres");
            int port = freePort();
            new ProcessBuilder(command(binaries.orElseThrow(), folder, port))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(folder.resolve("log").toFile())
                    .start();
            return new PostgresServer(port).awaitReady(folder);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static Optional<Path> binaries() {
        if (!Files.isDirectory(DEBIANS)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIANS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                    .max(Comparator.comparingInt(folder ->
                            Integer.parseInt(folder.getParent().getFileName().toString())));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    private static List<String> command(Path binaries, Path folder, int port) throws IOException {
        List<String> plain = List.of(
                "sh",
                "-c",
                SCRIPT,
                "postgres-of-tests",
                binaries.toString(),
                folder.toString(),
                Integer.toString(port));
        if (!"root".equals(System.getProperty("user.name"))) {
            return plain;
        }
        Files.setOwner(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
        return Stream.concat(
                        Stream.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"), plain.stream())
                .toList();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private PostgresServer awaitReady(Path folder) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            try {
                execute("template1", "CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'open sesame'");
                return this;
            } catch (SQLException notYet) {
                pause();
            }
        }
        throw new AssertionError("PostgreSQL did not start: " + Files.readString(folder.resolve("log")));
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }

    /** Makes a database without a table. */
    public PostgresAddress newDatabase() {
        return newDatabase("");
    }

    /** Makes a database; {@code options} are those of CREATE DATABASE. */
    PostgresAddress newDatabase(String options) {
        String name = "test_" + COUNT.incrementAndGet();
        try {
            execute("template1", "CREATE DATABASE " + name + " " + options);
        } catch (SQLException problem) {
            throw new AssertionError(problem);
        }
        return address("lunette", name, Optional.empty());
    }

    PostgresAddress address(String user, String database, Optional<String> password) {
        return new PostgresAddress(user, "127.0.0.1", port, database, "disable", password);
    }

    void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, "lunette", "");
    }
}
