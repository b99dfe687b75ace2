package io.lunette.server.http.own;

import io.lunette.failure.Failure;
import io.lunette.model.Server;
import io.lunette.port.Hypervisor.Scope;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.PlannedWork;
import io.lunette.usecase.server.PlannedWork.Change;
import io.lunette.usecase.server.PlannedWork.PlannedStep;
import java.util.Locale;
import java.util.stream.IntStream;

/** Plans on the wire. */
final class PlanView {
    private PlanView() {}

    static void write(JsonWriter out, String work, PlannedWork planned) {
        out.put("work", work);
        switch (planned) {
            case PlannedWork.Refused(Failure why) -> out.object("refused", () -> refusal(out, why));
            case PlannedWork.Would would -> {
                out.putNull("refused");
                out.object("server", () -> server(out, would.server()));
                out.array(
                        "steps",
                        IntStream.range(0, would.steps().size()).boxed().toList(),
                        i -> out.object(() -> step(out, i + 1, would.steps().get(i))));
                out.object("domain", () -> {
                    out.object("live", () -> change(out, would.live()));
                    out.object("persistent", () -> change(out, would.persistent()));
                });
            }
        }
    }

    /** With the status that the work itself would be answered with. */
    private static void refusal(JsonWriter out, Failure why) {
        out.put("code", why.code())
                .put("status", why.kind().httpStatus())
                .put("what", why.what())
                .put("why", why.why())
                .put("fix", why.fix());
    }

    private static void server(JsonWriter out, Server server) {
        out.put("id", server.id().toString())
                .put("name", server.name())
                .put("status", server.status().name());
    }

    private static void step(JsonWriter out, int number, PlannedStep step) {
        out.put("number", number)
                .put("kind", step.kind())
                .put("does", step.does())
                .texts(
                        "scopes",
                        step.scopes().stream().map(PlanView::word).sorted().toList())
                .put("undo", step.undo())
                .put("afterwards", step.afterwards())
                .put("xml", step.device());
    }

    private static String word(Scope scope) {
        return scope.name().toLowerCase(Locale.ROOT);
    }

    private static void change(JsonWriter out, Change change) {
        out.put("before", change.before()).put("after", change.after());
    }
}
