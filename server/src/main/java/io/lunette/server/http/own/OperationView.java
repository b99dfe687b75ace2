package io.lunette.server.http.own;

import io.lunette.model.Operation;
import io.lunette.model.Operation.StepRecord;
import io.lunette.model.Server;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ShowActions.ShownOperation;
import java.util.Locale;

/** An operation on the wire, with its steps in their order. */
final class OperationView {
    private OperationView() {}

    /** The fields of it; the server's name is null once the server is gone. */
    static void write(JsonWriter out, ShownOperation shown) {
        Operation operation = shown.operation();
        out.put("id", operation.id())
                .object(
                        "server",
                        () -> out.put("id", operation.server().toString())
                                .put("name", shown.server().map(Server::name)))
                .put("action", operation.action())
                .put("state", state(operation))
                .put("started", Times.identity(operation.started()))
                .put("finished", operation.finished().map(Times::identity))
                .put("failure", operation.failure())
                .put("project_id", operation.project().text())
                .put("user_id", operation.user().text())
                .array("steps", operation.steps(), step -> out.object(() -> write(out, step)));
    }

    private static String state(Operation operation) {
        if (operation.failure().isPresent()) {
            return "failed";
        }
        return operation.finished().isPresent() ? "succeeded" : "running";
    }

    private static void write(JsonWriter out, StepRecord step) {
        out.put("does", step.name())
                .put("state", step.state().name().toLowerCase(Locale.ROOT))
                .put("started", Times.identity(step.started()))
                .put("finished", step.finished().map(Times::identity));
    }
}
