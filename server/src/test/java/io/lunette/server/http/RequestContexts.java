package io.lunette.server.http;

import java.util.Map;

/** Requests for readers of bodies, that look at nothing but the microversion. */
public final class RequestContexts {
    private RequestContexts() {}

    @SuppressWarnings("NullAway") // there is no wire
    public static RequestContext speaking(int major, int minor) {
        return new RequestContext(new Exchange(null, null), new Microversion(major, minor), Map.of(), null);
    }
}
