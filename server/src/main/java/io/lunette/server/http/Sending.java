package io.lunette.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Sends an answer with the headers that every response has. */
final class Sending {
    private static final int SMALL_REST_BYTES = 64 * 1024;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(2);

    private Sending() {}

    static void send(Exchange exchange, Dispatcher.Answer answer, ServerResponse out) {
        headers(exchange, answer, out);
        boolean cutShort = exchange.hasUnreadBody() && !isSmall(exchange);
        if (cutShort) {
            out.header(HeaderValues.CONNECTION_CLOSE);
        }
        body(answer.response(), out, exchange.method().equals("HEAD"));
        if (cutShort && !exchange.waitsForContinue()) {
            drain(exchange);
        }
    }

    private static void headers(Exchange exchange, Dispatcher.Answer answer, ServerResponse out) {
        Service service = answer.service();
        out.status(answer.response().status());
        answer.response().headers().forEach(out::header);
        out.header("x-openstack-request-id", exchange.requestId());
        out.header(HeaderNames.VARY, service.vary());
        if (!service.hasMicroversions()) {
            return;
        }
        out.header(Negotiation.VERSION, service.versionName() + " " + answer.version());
        if (service == Service.COMPUTE) {
            out.header("x-compute-request-id", exchange.requestId());
            out.header(Negotiation.NOVA_VERSION, answer.version().toString());
        }
    }

    private static void body(Response response, ServerResponse out, boolean headOnly) {
        switch (response.body()) {
            case Response.Body.Nothing nothing -> out.send();
            case Response.Body.Whole whole -> {
                out.header(HeaderNames.CONTENT_TYPE, whole.contentType());
                if (headOnly) {
                    out.header(HeaderNames.CONTENT_LENGTH, Integer.toString(whole.bytes().length));
                    out.send();
                } else {
                    out.send(whole.bytes());
                }
            }
            case Response.Body.Streamed streamed -> stream(streamed, out, headOnly);
        }
    }

    private static void stream(Response.Body.Streamed streamed, ServerResponse out, boolean headOnly) {
        out.header(HeaderNames.CONTENT_TYPE, streamed.contentType());
        out.header(HeaderNames.CONTENT_LENGTH, Long.toString(streamed.lengthBytes()));
        if (headOnly) {
            out.send();
            return;
        }
        try (InputStream in = streamed.source().open();
                OutputStream wire = out.outputStream()) {
            in.transferTo(wire);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static boolean isSmall(Exchange exchange) {
        return !exchange.waitsForContinue()
                && exchange.contentLength()
                        .map(length -> length <= SMALL_REST_BYTES)
                        .orElse(false);
    }

    /**
     * Reads and drops for a moment what a client sends on after it was answered. Closing at once would reset the
     * connection, and the client would see a broken pipe instead of the answer.
     */
    private static void drain(Exchange exchange) {
        long end = System.nanoTime() + LONGEST_DRAIN.toNanos();
        byte[] dropped = new byte[SMALL_REST_BYTES];
        try {
            InputStream rest = exchange.stream();
            while (System.nanoTime() < end && rest.read(dropped) >= 0) {}
        } catch (IOException | RuntimeException gone) {
            // The client left; it was answered all the same.
        }
    }
}
