package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.IExitCodeGenerator;
import picocli.CommandLine.Option;

/** What the plans of all kinds of work have in common: how they are asked for and shown. */
abstract class Planning extends Asking implements IExitCodeGenerator {
    private static final int WOULD_BE_REFUSED = 5;

    @Option(
            names = "--xml",
            description = "Show the domain's whole XML as it would be, instead of what would change in it.")
    boolean xml;

    @Option(names = "--undo", description = "Show what takes each step back.")
    boolean undo;

    private boolean refused;

    @Override
    final void ask(Session session) {
        ObjectNode body = Wire.object();
        work(session, body.putObject("plan"));
        JsonNode plan = session.postOwn("/plans", body).path("plan");
        refused = plan.path("refused").isObject();
        print(plan, new PlanText(plan, terminal(), xml, undo));
    }

    /** Puts the work wished for into the request, under its name. */
    abstract void work(Session session, ObjectNode plan);

    @Override
    public final int getExitCode() {
        return refused ? WOULD_BE_REFUSED : 0;
    }
}
