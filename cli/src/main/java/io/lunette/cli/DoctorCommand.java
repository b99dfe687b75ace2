package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        description = "Looks at hosts: what stands in the way of LUNs there, what might, and what cannot be known."
                + " Ends with 6 where there is a problem.")
final class DoctorCommand extends Asking implements IExitCodeGenerator {
    private static final int FOUND_A_PROBLEM = 6;

    @Parameters(arity = "0..1", paramLabel = "HOST", description = "One host by its name; else all of them.")
    @Nullable String host;

    @Option(names = "--strict", description = "End with 6 where there is a warning, too.")
    boolean strict;

    private boolean bad;

    @Override
    void ask(Session session) {
        String path = host == null ? "/doctor" : "/hosts/" + Things.encoded(host) + "/doctor";
        JsonNode found = session.own(path).path("doctor");
        Set<String> worst = strict ? Set.of("problem", "warning") : Set.of("problem");
        bad = worst.contains(found.path("level").asText());
        print(found, DoctorText.of(found));
    }

    @Override
    public int getExitCode() {
        return bad ? FOUND_A_PROBLEM : 0;
    }
}
