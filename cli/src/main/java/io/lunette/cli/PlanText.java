package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A plan as people read it.
 *
 * @param xml whether to show the whole XML instead of what changes
 * @param undo whether to show what takes each step back
 */
record PlanText(JsonNode plan, Terminal terminal, boolean xml, boolean undo) {

    @Override
    public String toString() {
        return plan.path("refused").isObject() ? refusal(plan.path("refused")) : steps() + "\n" + newcomer() + domain();
    }

    private static String refusal(JsonNode refused) {
        return "It would be refused (%s, %s).\n"
                        .formatted(
                                refused.path("status").asText(),
                                refused.path("code").asText())
                + Table.ofFields()
                        .row("what:", refused.path("what").asText())
                        .row("why:", refused.path("why").asText())
                        .row("fix:", refused.path("fix").asText());
    }

    private String steps() {
        StringBuilder text = new StringBuilder();
        boolean afterwards = false;
        for (JsonNode step : plan.path("steps")) {
            if (step.path("afterwards").asBoolean() && !afterwards) {
                afterwards = true;
                text.append("Afterwards, when the work has been answered:\n");
            }
            text.append("%3d. %s\n"
                    .formatted(step.path("number").asInt(), step.path("does").asText()));
            if (undo && !step.path("undo").isNull()) {
                text.append("     undo: ").append(step.path("undo").asText()).append('\n');
            }
        }
        return text.toString();
    }

    /** A server that is to be made is named by an id that it will not have. */
    private String newcomer() {
        JsonNode definition = plan.path("domain").path("persistent");
        return definition.path("before").asText().isEmpty()
                        && !definition.path("after").asText().isEmpty()
                ? "The server gets its id when it is made; here it is "
                        + plan.path("server").path("id").asText() + ".\n\n"
                : "";
    }

    private String domain() {
        DomainChange live = DomainChange.of("live", plan.path("domain").path("live"));
        DomainChange persistent =
                DomainChange.of("persistent", plan.path("domain").path("persistent"));
        if (xml) {
            return live.whole() + persistent.whole();
        }
        if (persistent.isGone()) {
            return "The domain would be gone.\n";
        }
        if (persistent.isUnchanged() && live.after().equals(persistent.after())) {
            return "The domain would run as it is defined.\n";
        }
        return live.isLike(persistent)
                ? live.named("live and persistent").diff(terminal)
                : live.diff(terminal) + persistent.diff(terminal);
    }
}
