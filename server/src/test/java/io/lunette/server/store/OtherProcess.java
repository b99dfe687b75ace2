package io.lunette.server.store;

import io.lunette.failure.Outcome;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/** A second JVM that opens a state file, writes a project, says how it went, and then waits to be killed. */
final class OtherProcess implements AutoCloseable {
    static final Project WRITTEN = new Project(new ProjectId("p"), "written by another process", "", true);

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    static OtherProcess on(Path file) throws IOException {
        return new OtherProcess(new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits for its one line: {@code open}, or the code of the failure. */
    String answer() throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        return reader.readLine();
    }

    /** As a power cut would: nothing of it runs any more. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) throws InterruptedException {
        Outcome<SqlStateStore> store = SqlStateStore.open(Path.of(arguments[0]), Clock.systemUTC());
        store.ifDone(open -> open.identities().insertProject(WRITTEN));
        System.out.println(store.failureIfAny().map(failure -> failure.code()).orElse("open"));
        Thread.sleep(Long.MAX_VALUE);
    }
}
