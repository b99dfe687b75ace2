package io.lunette.server.http.identity;

import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** What clients find the APIs by. URLs lie under the host that the caller used. */
final class Catalog {
    static final String REGION = "RegionOne";
    static final List<String> INTERFACES = List.of("public", "internal", "admin");
    static final List<Entry> ENTRIES = List.of(
            new Entry("identity", "keystone", "/identity/v3"),
            new Entry("compute", "nova", "/compute/v2.1"),
            // Clients of Debian 12 ask for volumev3, newer ones for block-storage.
            new Entry("volumev3", "cinderv3", "/volume/v3"),
            new Entry("block-storage", "cinder", "/volume/v3"),
            new Entry("image", "glance", "/image"));

    private Catalog() {}

    /** A service; its ids are the same on every controller without being stored. */
    record Entry(String type, String name, String path) {
        String id() {
            return hex(type);
        }

        String endpointId(String face) {
            return hex(type + "/" + face);
        }

        private static String hex(String text) {
            return UUID.nameUUIDFromBytes(("lunette/" + text).getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
        }
    }

    static void write(JsonWriter out, RequestContext request) {
        out.array(
                "catalog",
                ENTRIES,
                entry -> out.object(() -> out.put("id", entry.id())
                        .put("type", entry.type())
                        .put("name", entry.name())
                        .array(
                                "endpoints",
                                INTERFACES,
                                face -> out.object(() -> endpoint(out, request, entry, face)))));
    }

    static void endpoint(JsonWriter out, RequestContext request, Entry entry, String face) {
        out.put("id", entry.endpointId(face))
                .put("interface", face)
                .put("region", REGION)
                .put("region_id", REGION)
                .put("url", request.url(entry.path()));
    }
}
