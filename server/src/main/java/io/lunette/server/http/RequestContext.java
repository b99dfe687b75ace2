package io.lunette.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.lunette.failure.Outcome;
import io.lunette.model.Caller;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonReader;
import io.lunette.usecase.identity.ValidToken;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that found its route and may be served. */
public final class RequestContext {
    private final Exchange exchange;
    private final Microversion version;
    private final Map<String, String> parameters;
    private final @Nullable ValidToken token;
    private final @Nullable Caller caller;

    RequestContext(
            Exchange exchange, Microversion version, Map<String, String> parameters, @Nullable ValidToken token) {
        this.exchange = exchange;
        this.version = version;
        this.parameters = parameters;
        this.token = token;
        this.caller = token == null ? null : token.caller(exchange.requestId()).orElse(null);
    }

    /** Who asks. Only for routes with {@link Access#PROJECT}, the default. */
    public Caller caller() {
        if (caller == null) {
            throw new NoSuchElementException("the route does not ask for a token scoped to a project");
        }
        return caller;
    }

    /** The token that the request came with. Not for routes with {@link Access#OPEN}. */
    public ValidToken token() {
        if (token == null) {
            throw new NoSuchElementException("the route does not ask for a token");
        }
        return token;
    }

    public Microversion version() {
        return version;
    }

    /** Whether the request speaks {@code major.minor} or newer. */
    public boolean since(int major, int minor) {
        return version.compareTo(new Microversion(major, minor)) >= 0;
    }

    /**
     * The same request, to read a body in that is a call of {@code service}: in the version that the request asks of that
     * service, and where it asks for none, in the newest.
     */
    public Outcome<RequestContext> speaking(Service service) {
        return Negotiation.versionOrNewest(service, exchange.request().headers())
                .map(spoken -> new RequestContext(exchange, spoken, parameters, token));
    }

    /** The segment that stands at {@code {name}} in the route's path. */
    public String path(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new NoSuchElementException("the route has no {" + name + "}");
        }
        return value;
    }

    /** The path as it was asked for, without the query. */
    public String path() {
        return exchange.path();
    }

    public Optional<String> query(String name) {
        return exchange.query(name).stream().findFirst();
    }

    /** All values of a query parameter that may be repeated. */
    public List<String> queries(String name) {
        return exchange.query(name);
    }

    /** The names of the query parameters. */
    public List<String> queryNames() {
        return exchange.queryNames();
    }

    public Optional<String> header(String name) {
        return exchange.header(name);
    }

    /** The body as a JSON object, within the limit for JSON bodies. Call once. */
    public Outcome<JsonFields> json() {
        return exchange.body().then(JsonReader::object);
    }

    /** The body as a JSON array. */
    public Outcome<ArrayNode> jsonArray() {
        return exchange.body().then(JsonReader::array);
    }

    /** The body as it comes, without a limit: the reader bounds it. */
    public InputStream stream() {
        return exchange.stream();
    }

    /** The Content-Length that the caller told. */
    public Optional<Long> contentLength() {
        return exchange.contentLength();
    }

    /** {@code path} as a URL that this caller can reach: under the scheme and host it used itself. */
    public String url(String path) {
        return exchange.baseUrl() + path;
    }

    /** What the service says of itself where it is not the real one. */
    Optional<String> mode() {
        return exchange.mode();
    }

    public String requestId() {
        return exchange.requestId();
    }
}
