package io.lunette.server.http.compute;

import io.lunette.model.Flavor;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.JsonWriter;
import java.util.Optional;

/** Flavors as one request sees them. */
final class FlavorView {
    private final RequestContext request;
    private final Links links;

    FlavorView(RequestContext request) {
        this.request = request;
        this.links = Links.of(request);
    }

    void brief(JsonWriter out, Flavor flavor) {
        out.put("id", flavor.id()).put("name", flavor.name());
        links.write(out, "/flavors/" + flavor.id());
        if (request.since(2, 55)) {
            out.put("description", Optional.of(flavor.description()).filter(text -> !text.isEmpty()));
        }
    }

    void detail(JsonWriter out, Flavor flavor) {
        brief(out, flavor);
        out.put("vcpus", flavor.vcpus())
                .put("ram", flavor.ramMiB())
                .put("disk", flavor.diskGiB())
                .put("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeralGiB())
                .put("OS-FLV-DISABLED:disabled", false)
                .put("rxtx_factor", 1.0)
                .put("os-flavor-access:is_public", flavor.isPublic());
        swap(out, flavor);
        if (request.since(2, 61)) {
            out.texts("extra_specs", flavor.extraSpecs());
        }
    }

    /** No swap was an empty text until 2.75. */
    private void swap(JsonWriter out, Flavor flavor) {
        if (flavor.swapMiB() == 0 && !request.since(2, 75)) {
            out.put("swap", "");
        } else {
            out.put("swap", flavor.swapMiB());
        }
    }
}
