package io.lunette.server.http;

import java.util.Optional;

/**
 * How the APIs are served.
 *
 * @param port 0 for any free one
 * @param publicUrl what links begin with, as {@code https://cloud.example.org}; empty: what each request was sent to
 * @param jsonLimitBytes the largest JSON body
 * @param mode what every response says of the service, where it is not the real one: {@code SIMULATED}
 */
public record ApiSettings(
        String host, int port, Optional<String> publicUrl, long jsonLimitBytes, Optional<String> mode) {
    public static final long DEFAULT_JSON_LIMIT_BYTES = 1L << 20;

    public static ApiSettings on(String host, int port) {
        return new ApiSettings(host, port, Optional.empty(), DEFAULT_JSON_LIMIT_BYTES, Optional.empty());
    }
}
