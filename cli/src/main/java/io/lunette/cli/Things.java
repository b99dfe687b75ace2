package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.cli.Session.Service;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Finds servers and volumes by id or by name. */
final class Things {
    private Things() {}

    static JsonNode server(Session session, String idOrName) {
        return one(session, Service.COMPUTE, "/servers", "server", idOrName);
    }

    static JsonNode volume(Session session, String idOrName) {
        return one(session, Service.VOLUME, "/volumes", "volume", idOrName);
    }

    private static JsonNode one(Session session, Service service, String path, String kind, String idOrName) {
        return session.find(service, path + "/" + encoded(idOrName))
                .orElseGet(() -> byName(session, service, path, kind, idOrName))
                .path(kind);
    }

    private static JsonNode byName(Session session, Service service, String path, String kind, String name) {
        List<String> ids = new ArrayList<>();
        // The name is matched here: Compute reads it as a regular expression.
        for (JsonNode candidate : session.get(service, path + "/detail").path(kind + "s")) {
            if (candidate.path("name").asText().equals(name)) {
                ids.add(candidate.path("id").asText());
            }
        }
        return switch (ids.size()) {
            case 0 -> throw CommandFailed.refused("There is no " + kind + " '" + name + "'. lunette " + kind + " list");
            case 1 -> session.get(service, path + "/" + ids.getFirst());
            default -> throw CommandFailed.refused("Several " + kind + "s are named '" + name + "': " + ids);
        };
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
