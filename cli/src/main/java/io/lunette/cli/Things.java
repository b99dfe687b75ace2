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

    static JsonNode cluster(Session session, String idOrName) {
        List<JsonNode> named = new ArrayList<>();
        for (JsonNode candidate : session.own("/clusters?all_projects=true").path("clusters")) {
            if (candidate.path("id").asText().equals(idOrName)
                    || candidate.path("name").asText().equals(idOrName)) {
                named.add(candidate);
            }
        }
        return only("cluster", idOrName, named);
    }

    static String flavorId(Session session, String idOrName) {
        return one(session, Service.COMPUTE, "/flavors", "flavor", idOrName)
                .path("id")
                .asText();
    }

    static String imageId(Session session, String idOrName) {
        return session.find(Service.IMAGE, "/v2/images/" + encoded(idOrName))
                .orElseGet(() -> only(
                        "image",
                        idOrName,
                        session.get(Service.IMAGE, "/v2/images?name=" + encoded(idOrName))
                                .path("images")))
                .path("id")
                .asText();
    }

    private static JsonNode one(Session session, Service service, String path, String kind, String idOrName) {
        return session.find(service, path + "/" + encoded(idOrName))
                .orElseGet(() -> byName(session, service, path, kind, idOrName))
                .path(kind);
    }

    private static JsonNode byName(Session session, Service service, String path, String kind, String name) {
        List<JsonNode> named = new ArrayList<>();
        // The name is matched here: Compute reads it as a regular expression.
        for (JsonNode candidate : session.get(service, path + "/detail").path(kind + "s")) {
            if (candidate.path("name").asText().equals(name)) {
                named.add(candidate);
            }
        }
        JsonNode only = only(kind, name, named);
        return session.get(service, path + "/" + only.path("id").asText());
    }

    private static JsonNode only(String kind, String name, Iterable<JsonNode> named) {
        List<JsonNode> found = new ArrayList<>();
        named.forEach(found::add);
        return switch (found.size()) {
            case 0 -> throw CommandFailed.refused("There is no " + kind + " '" + name + "'. " + listing(kind));
            case 1 -> found.getFirst();
            default ->
                throw CommandFailed.refused("Several " + kind + "s are named '" + name + "': "
                        + found.stream().map(thing -> thing.path("id").asText()).toList());
        };
    }

    private static String listing(String kind) {
        boolean ours = kind.equals("server") || kind.equals("volume") || kind.equals("cluster");
        return (ours ? "lunette " : "openstack ") + kind + " list";
    }

    static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A number of bytes, for people; a dash where there is none. */
    static String size(JsonNode bytes) {
        if (!bytes.isNumber()) {
            return "-";
        }
        long mib = bytes.asLong() >> 20;
        return mib >= 1024 && mib % 1024 == 0 ? mib / 1024 + " GiB" : mib + " MiB";
    }
}
