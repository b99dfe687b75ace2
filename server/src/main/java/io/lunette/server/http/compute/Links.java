package io.lunette.server.http.compute;

import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;

/** The links that Nova gives with what it shows: {@code self} with the version, {@code bookmark} without. */
record Links(String self, String bookmark) {

    static Links of(RequestContext request) {
        String path = Service.COMPUTE.path();
        return new Links(request.url(path), request.url(path.substring(0, path.lastIndexOf('/'))));
    }

    /** {@code path} as {@code /servers/ID}. */
    void write(JsonWriter out, String path) {
        out.array(
                "links",
                java.util.List.of("self", "bookmark"),
                rel -> out.object(
                        () -> out.put("rel", rel).put("href", (rel.equals("self") ? self : bookmark) + path)));
    }

    /** An id with its bookmark, as servers refer to their image and flavor. */
    void writeReference(JsonWriter out, String field, String path, String id) {
        out.object(
                field,
                () -> out.put("id", id)
                        .array(
                                "links",
                                java.util.List.of(bookmark + path + id),
                                href -> out.object(
                                        () -> out.put("rel", "bookmark").put("href", href))));
    }
}
