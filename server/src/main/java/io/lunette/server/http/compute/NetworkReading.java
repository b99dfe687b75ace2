package io.lunette.server.http.compute;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Shown;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.JsonFields;

/** Reads {@code networks} of a server to be made. There is no network service, so no network can be asked for. */
record NetworkReading(RequestContext request) {

    void read(JsonFields server) {
        JsonNode networks = server.node("networks");
        if (request.since(2, 37) && !server.has("networks")) {
            server.refuse(new RequestFailure.MissingField("networks"));
        } else if (networks.isTextual() && request.since(2, 37)) {
            readWord(server, networks.textValue());
        } else if (networks.isArray()) {
            if (!networks.isEmpty()) {
                server.refuse(new ServerFailure.NotOffered(
                        "A server cannot be put on a network",
                        "there is no network service here",
                        "Boot it without one: --nic none"));
            }
        } else if (server.has("networks")) {
            refuseWord(server, networks.toString());
        }
    }

    private static void readWord(JsonFields server, String word) {
        if (!word.equals("none") && !word.equals("auto")) {
            refuseWord(server, word);
        }
    }

    private static void refuseWord(JsonFields server, String word) {
        server.refuse(
                "networks", "'" + Shown.text(word) + "' says nothing of networks", "none, auto, or an empty list");
    }
}
