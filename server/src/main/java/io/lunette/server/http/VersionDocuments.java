package io.lunette.server.http;

import io.lunette.failure.Outcome;
import io.lunette.server.http.json.JsonWriter;
import java.util.List;
import java.util.Optional;

/** What clients read first to find an API's versions, in the shape of each service. Needs no token. */
final class VersionDocuments {
    private static final String UPDATED = "2026-11-01T00:00:00Z";

    private VersionDocuments() {}

    /**
     * One version of a service.
     *
     * @param mediaType names the version in Accept headers, as {@code compute+json;version=2.1}
     */
    private record Version(Service service, String id, String mediaType) {
        static final Version IDENTITY = new Version(Service.IDENTITY, "v3.14", "identity-v3+json");
        static final Version COMPUTE = new Version(Service.COMPUTE, "v2.1", "compute+json;version=2.1");
        static final Version VOLUME = new Version(Service.VOLUME, "v3.0", "volume+json;version=3");
        static final List<Version> IMAGE = List.of(
                new Version(Service.IMAGE, "v2.9", "image+json"),
                new Version(Service.IMAGE, "v2.7", "image+json"),
                new Version(Service.IMAGE, "v2.5", "image+json"),
                new Version(Service.IMAGE, "v2.0", "image+json"));

        boolean isNewest() {
            return service != Service.IMAGE || equals(IMAGE.getFirst());
        }
    }

    static List<Route> routes() {
        return List.of(
                open("/", request -> identityList(request, 300)),
                open("/identity", request -> identityList(request, 300)),
                open("/identity/v3", request -> one(request, Version.IDENTITY)),
                open("/compute", request -> list(request, 200, List.of(Version.COMPUTE))),
                open("/compute/v2.1", request -> one(request, Version.COMPUTE)),
                open("/volume", request -> list(request, 300, List.of(Version.VOLUME))),
                open("/volume/v3", request -> list(request, 200, List.of(Version.VOLUME))),
                open("/image", request -> list(request, 300, Version.IMAGE)),
                open("/image/versions", request -> list(request, 200, Version.IMAGE)),
                open("/image/v2", request -> list(request, 200, Version.IMAGE)));
    }

    private interface Document {
        Response of(RequestContext request);
    }

    private static Route open(String path, Document document) {
        return Route.get(path, request -> Outcome.done(document.of(request))).access(Access.OPEN);
    }

    private static Response identityList(RequestContext request, int status) {
        return Response.json(
                status,
                out -> out.object(
                        "versions",
                        () -> out.array(
                                "values",
                                List.of(Version.IDENTITY),
                                version -> out.object(() -> fields(out, request, version)))));
    }

    private static Response list(RequestContext request, int status, List<Version> versions) {
        return Response.json(
                status,
                out -> out.array("versions", versions, version -> out.object(() -> fields(out, request, version))));
    }

    private static Response one(RequestContext request, Version version) {
        return Response.ok(out -> out.object("version", () -> fields(out, request, version)));
    }

    private static void fields(JsonWriter out, RequestContext request, Version version) {
        Service service = version.service();
        out.put("id", version.id()).put("status", version.isNewest() ? currentWord(service) : "SUPPORTED");
        Optional<MicroversionRange> range =
                service.hasMicroversions() ? Optional.of(service.versions()) : Optional.empty();
        range.ifPresent(versions -> out.put("version", versions.max().toString())
                .put("min_version", versions.min().toString()));
        request.mode().ifPresent(mode -> out.put("mode", mode));
        out.put("updated", UPDATED)
                .array(
                        "links",
                        List.of(request.url(service.path() + "/")),
                        link -> out.object(() -> out.put("rel", "self").put("href", link)))
                .array(
                        "media-types",
                        List.of(version.mediaType()),
                        type -> out.object(() ->
                                out.put("base", "application/json").put("type", "application/vnd.openstack." + type)));
    }

    private static String currentWord(Service service) {
        return service == Service.IDENTITY ? "stable" : "CURRENT";
    }
}
