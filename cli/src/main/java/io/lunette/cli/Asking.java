package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command that asks the service has in common: which cloud, and how to print the answer. */
abstract class Asking implements Runnable {
    @Option(names = "--json", description = "Print what the service answered, as JSON.")
    boolean json;

    @Option(
            names = "--os-cloud",
            paramLabel = "NAME",
            description = "An entry of clouds.yaml; else OS_CLOUD, else OS_*.")
    @Nullable String cloudName;

    @Spec
    @Nullable CommandSpec spec;

    @Override
    public final void run() {
        Main main = (Main) spec().root().userObject();
        ask(Session.open(main.clouds().find(Optional.ofNullable(cloudName))));
    }

    abstract void ask(Session session);

    /** Prints the answer itself with {@code --json}, else the table made of it. */
    void print(JsonNode answer, Table table) {
        out().print(json ? answer.toPrettyString() + "\n" : table);
        out().flush();
    }

    void say(JsonNode answer, String sentence) {
        out().println(json ? answer.toPrettyString() : sentence);
        out().flush();
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli injects it");
    }
}
