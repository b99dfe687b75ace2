package io.lunette.server.http;

import io.lunette.failure.Failure;
import io.lunette.failure.ProtocolFailure;
import io.lunette.server.http.json.JsonWriter;

/** Failures as responses. */
final class Refusals {
    static final String CODE_HEADER = "X-Lunette-Failure";

    private Refusals() {}

    static Response response(Service service, Failure failure, String requestId) {
        int status = failure.kind().httpStatus();
        Response response = Response.json(status, out -> {
                    service.errors().write(out, status, failure.sentence());
                    if (failure instanceof ProtocolFailure.VersionUnsupported unsupported) {
                        writeRange(out, unsupported, requestId);
                    }
                })
                .with(CODE_HEADER, failure.code());
        return failure instanceof ProtocolFailure.MethodNotAllowed wrong
                ? response.with("Allow", wrong.allowed())
                : response;
    }

    // The API-SIG's shape for a failed version negotiation, beside the one whose message clients print.
    private static void writeRange(JsonWriter out, ProtocolFailure.VersionUnsupported failure, String requestId) {
        out.array(
                "errors",
                java.util.List.of(failure),
                error -> out.object(() -> out.put("request_id", requestId)
                        .put("code", "microversion-unsupported")
                        .put("status", 406)
                        .put("title", "Requested microversion is unsupported")
                        .put("detail", error.sentence())
                        .put("min_version", error.minimum())
                        .put("max_version", error.maximum())
                        .emptyArray("links")));
    }
}
