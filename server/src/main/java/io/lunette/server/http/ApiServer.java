package io.lunette.server.http;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** All APIs on one port. */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    /** Under which name the logging finds the request that a thread works for. */
    private static final String REQUEST = "request";

    /** How long requests under way may take to end when the service ends. */
    private static final Duration LONGEST_END = Duration.ofSeconds(8);

    private final WebServer web;

    private ApiServer(WebServer web) {
        this.web = web;
    }

    /** Starts serving {@code apis} and the version documents; throws when the port is taken. */
    public static ApiServer start(ApiSettings settings, Authenticator authenticator, List<Api> apis) {
        Dispatcher dispatcher = new Dispatcher(table(apis), authenticator);
        requireFree(settings);
        WebServer web = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                // Whoever started the service stops it, in an order that it knows.
                .shutdownHook(false)
                .shutdownGracePeriod(LONGEST_END)
                // Headers and body go in two writes: without this the second waits 40 ms for the client's delayed ACK.
                .connectionOptions(connection -> connection.tcpNoDelay(true))
                .addRouting(HttpRouting.builder()
                        .any((request, response) -> serve(settings, dispatcher, request, response)))
                .build()
                .start();
        if (!web.isRunning()) {
            throw new IllegalStateException("the web server did not start; the log says why");
        }
        return new ApiServer(web);
    }

    /** Loads what {@link #start} will need; for a thread beside other things that a start does. */
    public static void warmUp() {
        WebServer.builder()
                .shutdownHook(false)
                .addRouting(HttpRouting.builder())
                .build();
    }

    /** Helidon only logs that it could not listen, and returns as if it did. */
    private static void requireFree(ApiSettings settings) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    private static RouteTable table(List<Api> apis) {
        RouteTable table = new RouteTable();
        VersionDocuments.routes().forEach(route -> table.add(List.of(), route));
        for (Api api : apis) {
            api.routes().forEach(route -> table.add(api.service().prefix(), route));
        }
        return table;
    }

    private static void serve(
            ApiSettings settings, Dispatcher dispatcher, ServerRequest request, ServerResponse response) {
        Exchange exchange = new Exchange(request, settings);
        long begun = System.nanoTime();
        MDC.put(REQUEST, exchange.requestId());
        try {
            Dispatcher.Answer answer = dispatcher.answer(exchange);
            settings.mode().ifPresent(mode -> response.header("x-lunette-mode", mode));
            Sending.send(exchange, answer, response);
            if (LOG.isDebugEnabled()) {
                long micros = (System.nanoTime() - begun) / 1000;
                LOG.debug(
                        "{} {} {} {} us",
                        exchange.method(),
                        exchange.path(),
                        answer.response().status(),
                        micros);
            }
        } finally {
            MDC.remove(REQUEST);
        }
    }

    public int port() {
        return web.port();
    }

    @Override
    public void close() {
        web.stop();
    }
}
