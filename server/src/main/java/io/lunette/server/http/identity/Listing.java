package io.lunette.server.http.identity;

import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.json.JsonWriter;
import java.util.Collection;
import java.util.function.BiConsumer;

/** The forms that Identity's answers have: a named thing or list of things, with links. */
final class Listing {
    private Listing() {}

    static <T> Response of(
            RequestContext request, String field, Collection<T> things, BiConsumer<JsonWriter, T> writeFields) {
        return Response.ok(out -> {
            out.array(field, things, thing -> out.object(() -> writeFields.accept(out, thing)));
            out.object(
                    "links",
                    () -> out.putNull("next")
                            .put("self", request.url(request.path()))
                            .putNull("previous"));
        });
    }

    static <T> Response one(int status, String field, T thing, BiConsumer<JsonWriter, T> writeFields) {
        return Response.json(status, out -> out.object(field, () -> writeFields.accept(out, thing)));
    }

    static void links(JsonWriter out, RequestContext request, String path) {
        out.object("links", () -> out.put("self", request.url("/identity/v3" + path)));
    }
}
