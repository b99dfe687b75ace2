package io.lunette.server.work;

import io.lunette.failure.Outcome;
import io.lunette.server.store.PostgresAddress;
import io.lunette.server.store.PostgresServer;
import io.lunette.server.store.SqlStateStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A second JVM that runs what is due, says so, and never comes to its end. */
final class OtherController implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OtherController(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static OtherController on(Path file) throws IOException {
        return start(file.toString());
    }

    static OtherController on(PostgresAddress address) throws IOException {
        return start(
                address.user(),
                address.host(),
                Integer.toString(address.port()),
                address.database(),
                address.sslMode(),
                PostgresServer.keys().toString());
    }

    private static OtherController start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OtherController.class.getName()));
        command.addAll(List.of(arguments));
        return new OtherController(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    String line() throws IOException {
        return output.readLine();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    public static void main(String[] arguments) throws InterruptedException {
        SqlStateStore store = open(arguments).get();
        DurableWork durable =
                new DurableWork(store, store.connections(), "other", InstantSource.system(), RevivalContract.FAST);
        durable.start(
                work -> {
                    System.out.println("runs " + work);
                    while (true) {
                        java.util.concurrent.locks.LockSupport.park();
                    }
                },
                false);
        Thread.sleep(Long.MAX_VALUE);
    }

    private static Outcome<SqlStateStore> open(String[] arguments) {
        return arguments.length == 1
                ? SqlStateStore.open(Path.of(arguments[0]), Clock.systemUTC())
                : SqlStateStore.openBeside(
                        new PostgresAddress(
                                arguments[0],
                                arguments[1],
                                Integer.parseInt(arguments[2]),
                                arguments[3],
                                arguments[4],
                                Optional.empty()),
                        Path.of(arguments[5]),
                        Clock.systemUTC());
    }
}
