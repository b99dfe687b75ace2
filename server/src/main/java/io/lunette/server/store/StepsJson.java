package io.lunette.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.model.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An operation's steps as its row keeps them, in their order. */
final class StepsJson {
    private StepsJson() {}

    static String text(List<Operation.StepRecord> steps) {
        ArrayNode array = Json.array();
        for (Operation.StepRecord step : steps) {
            ObjectNode node = array.addObject()
                    .put("name", step.name())
                    .put("state", step.state().name())
                    .put("started", step.started().toString());
            step.finished().ifPresent(finished -> node.put("finished", finished.toString()));
        }
        return Json.text(array);
    }

    static List<Operation.StepRecord> read(String text) {
        List<Operation.StepRecord> steps = new ArrayList<>();
        for (JsonNode node : Json.tree(text)) {
            steps.add(new Operation.StepRecord(
                    node.required("name").textValue(),
                    Operation.State.valueOf(node.required("state").textValue()),
                    Instant.parse(node.required("started").textValue()),
                    Optional.ofNullable(node.get("finished")).map(finished -> Instant.parse(finished.textValue()))));
        }
        return steps;
    }
}
