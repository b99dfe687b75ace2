package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** What a service answered. */
record Answer(int status, JsonNode body, String token) {
    boolean isGood() {
        return status / 100 == 2;
    }

    /** The sentence in an error body, whichever of the APIs' shapes it has. */
    String problem() {
        JsonNode message = body.findValue("message");
        return message == null ? "the service answered " + status : message.asText();
    }
}
