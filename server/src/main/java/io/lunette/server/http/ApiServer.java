package io.lunette.server.http;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** All APIs on one port. */
public final class ApiServer implements AutoCloseable {
    private final WebServer web;

    private ApiServer(WebServer web) {
        this.web = web;
    }

    /** Starts serving {@code apis} and the version documents; throws when the port is taken. */
    public static ApiServer start(ApiSettings settings, Authenticator authenticator, List<Api> apis) {
        Dispatcher dispatcher = new Dispatcher(table(apis), authenticator);
        WebServer web = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .addRouting(HttpRouting.builder()
                        .any((request, response) -> serve(settings, dispatcher, request, response)))
                .build()
                .start();
        return new ApiServer(web);
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
        Sending.send(exchange, dispatcher.answer(exchange), response);
    }

    public int port() {
        return web.port();
    }

    @Override
    public void close() {
        web.stop();
    }
}
