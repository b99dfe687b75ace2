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
    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How to print the answer: ${COMPLETION-CANDIDATES}.")
    Format format = Format.TEXT;

    @Option(names = "--json", description = "The same as --format json.")
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

    /** Prints the answer itself where JSON is wanted, else the text made of it, which ends its last line. */
    void print(JsonNode answer, Object text) {
        out().print(isJson() ? answer.toPrettyString() + "\n" : text);
        out().flush();
    }

    void say(JsonNode answer, String sentence) {
        print(answer, sentence + "\n");
    }

    boolean isJson() {
        return json || format == Format.JSON;
    }

    /** What the terminal can show. */
    Terminal terminal() {
        return ((Main) spec().root().userObject()).terminal();
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli injects it");
    }
}
