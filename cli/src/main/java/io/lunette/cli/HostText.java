package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Hosts in words. */
final class HostText {
    private HostText() {}

    static String takesServers(JsonNode host) {
        String reason = host.path("disabled_reason").asText("");
        return host.path("enabled").asBoolean() ? "yes" : reason.isEmpty() ? "no" : "no: " + reason;
    }

    static String value(JsonNode value) {
        return value.isNull() ? "-" : value.asText();
    }
}
