package io.lunette.server.http;

import io.lunette.failure.Outcome;

/** What a route does. Runs on a virtual thread and may block. A failure is answered in the API's error shape. */
@FunctionalInterface
public interface Handler {
    Outcome<Response> handle(RequestContext request);
}
