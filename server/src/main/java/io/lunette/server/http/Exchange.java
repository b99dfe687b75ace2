package io.lunette.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** One request on the wire: reads what Helidon offers in the words of this package. */
final class Exchange {
    private static final int BLOCK = 8192;

    private final ServerRequest request;
    private final ApiSettings settings;
    private final String requestId = "req-" + UUID.randomUUID();

    Exchange(ServerRequest request, ApiSettings settings) {
        this.request = request;
        this.settings = settings;
    }

    String requestId() {
        return requestId;
    }

    ServerRequest request() {
        return request;
    }

    Optional<String> mode() {
        return settings.mode();
    }

    String method() {
        return request.prologue().method().text();
    }

    String path() {
        return request.path().rawPath();
    }

    List<String> query(String name) {
        return request.query().contains(name) ? request.query().all(name) : List.of();
    }

    List<String> queryNames() {
        return request.query().names().stream().sorted().toList();
    }

    Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }

    String baseUrl() {
        return settings.publicUrl()
                .orElseGet(() -> (request.isSecure() ? "https://" : "http://") + request.authority());
    }

    Optional<Long> contentLength() {
        OptionalLong length = request.headers().contentLength();
        return length.isPresent() ? Optional.of(length.getAsLong()) : Optional.empty();
    }

    InputStream stream() {
        return request.content().hasEntity() ? request.content().inputStream() : InputStream.nullInputStream();
    }

    /** The body, refused as soon as it is known to be too large: by its announced length, else while it comes. */
    Outcome<byte[]> body() {
        long limit = settings.jsonLimitBytes();
        RequestFailure tooLarge = new RequestFailure.BodyTooLarge(limit);
        if (contentLength().orElse(0L) > limit) {
            return Outcome.failed(tooLarge);
        }
        try {
            byte[] bytes = readUpTo(limit + 1);
            return bytes.length > limit ? Outcome.failed(tooLarge) : Outcome.done(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private byte[] readUpTo(long limit) throws IOException {
        // Not closed: closing would read the rest.
        InputStream in = stream();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] block = new byte[BLOCK];
        while (bytes.size() < limit) {
            int count = in.read(block, 0, (int) Math.min(BLOCK, limit - bytes.size()));
            if (count < 0) {
                break;
            }
            bytes.write(block, 0, count);
        }
        return bytes.toByteArray();
    }

    /** Whether the client is still sending a body, or waits to be asked for it. */
    boolean hasUnreadBody() {
        return request.content().hasEntity() && !request.content().consumed();
    }

    boolean waitsForContinue() {
        return request.headers().contains(HeaderNames.EXPECT) && !request.continueSent();
    }
}
