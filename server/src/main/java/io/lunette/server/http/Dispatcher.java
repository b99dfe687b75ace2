package io.lunette.server.http;

import io.helidon.webserver.CloseConnectionException;
import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ProtocolFailure;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import io.lunette.port.StoreUnavailable;
import io.lunette.usecase.identity.ValidToken;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request to the response of its route: version, route, token, handler, each refused in the API's own words. */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final RouteTable routes;
    private final Authenticator authenticator;

    Dispatcher(RouteTable routes, Authenticator authenticator) {
        this.routes = routes;
        this.authenticator = authenticator;
    }

    /** What to answer, and the version that the answer speaks. */
    record Answer(Service service, Microversion version, Response response) {}

    Answer answer(Exchange exchange) {
        Optional<RequestPath> path = RequestPath.parse(exchange.path());
        Service service = path.map(RequestPath::service).orElse(Service.OWN);
        Outcome<Microversion> version =
                Negotiation.version(service, exchange.request().headers());
        Microversion spoken = version instanceof Outcome.Done<Microversion> done
                ? done.value()
                : service.versions().min();
        Outcome<Response> response = version.then(asked -> path.map(
                        known -> withoutNul(exchange, known).then(clean -> serve(exchange, clean, asked)))
                .orElseGet(() -> Outcome.failed(noSuchRoute(exchange))));
        return new Answer(service, spoken, shown(exchange, service, response));
    }

    private static Outcome<RequestPath> withoutNul(Exchange exchange, RequestPath path) {
        boolean has = Stream.concat(
                        path.segments().stream(),
                        exchange.queryNames().stream()
                                .flatMap(name -> Stream.concat(Stream.of(name), exchange.query(name).stream())))
                .anyMatch(text -> text.indexOf('\0') >= 0);
        return has ? Outcome.failed(new RequestFailure.NulCharacter("the URL")) : Outcome.done(path);
    }

    private Outcome<Response> serve(Exchange exchange, RequestPath path, Microversion version) {
        try {
            return Verb.of(exchange.method())
                    .map(verb -> routes.find(verb, path.segments(), version))
                    .map(match -> serve(exchange, path, version, match))
                    .orElseGet(() -> Outcome.failed(
                            new ProtocolFailure.MethodNotAllowed(Shown.text(exchange.method()), "GET, POST")));
        } catch (CloseConnectionException gone) {
            LOG.info("{} {}: the client went away", exchange.method(), exchange.path());
            throw gone;
        } catch (StoreUnavailable unavailable) {
            LOG.error("{} {}: the database cannot be used", exchange.method(), exchange.path(), unavailable);
            return Outcome.failed(
                    new ProtocolFailure.StateUnavailable(unavailable.trouble().clause()));
        } catch (RuntimeException bug) {
            LOG.error("{} {}", exchange.method(), exchange.path(), bug);
            return Outcome.failed(new ProtocolFailure.Unexpected(exchange.requestId()));
        }
    }

    private Outcome<Response> serve(Exchange exchange, RequestPath path, Microversion version, RouteTable.Match match) {
        return switch (match) {
            case RouteTable.Match.Nothing nothing -> Outcome.failed(noSuchRoute(exchange));
            case RouteTable.Match.WrongVerb wrong ->
                Outcome.failed(new ProtocolFailure.MethodNotAllowed(exchange.method(), names(wrong.allowed())));
            case RouteTable.Match.Found found
            when found.route().access() == Access.OPEN ->
                found.route().handler().handle(new RequestContext(exchange, version, found.parameters(), null));
            case RouteTable.Match.Found found ->
                authenticate(exchange, found.route().access(), path)
                        .then(token -> found.route()
                                .handler()
                                .handle(new RequestContext(exchange, version, found.parameters(), token)));
        };
    }

    private Outcome<ValidToken> authenticate(Exchange exchange, Access access, RequestPath path) {
        return exchange.header("X-Auth-Token")
                .map(authenticator::validate)
                .orElseGet(() -> Outcome.failed(new IdentityFailure.TokenInvalid()))
                .then(token -> access == Access.PROJECT ? scoped(token, path) : Outcome.done(token));
    }

    private static Outcome<ValidToken> scoped(ValidToken token, RequestPath path) {
        if (token.project().isEmpty()) {
            return Outcome.failed(new IdentityFailure.ScopeMissing());
        }
        String project = token.project().get().id().text();
        boolean same = path.project().map(project::equals).orElse(true);
        return same
                ? Outcome.done(token)
                : Outcome.failed(new RequestFailure.InvalidField(
                        "project_id", "the project in the URL is not the token's", project));
    }

    private Response shown(Exchange exchange, Service service, Outcome<Response> response) {
        return switch (response) {
            case Outcome.Done<Response> done -> done.value();
            case Outcome.Failed<Response> failed -> refusal(exchange, service, failed.failure());
        };
    }

    private static Response refusal(Exchange exchange, Service service, Failure failure) {
        Response response = Refusals.response(service, failure, exchange.requestId());
        return failure.kind() == Failure.Kind.UNAUTHORIZED
                ? response.with(
                        "WWW-Authenticate", "Keystone uri=\"" + exchange.baseUrl() + Service.IDENTITY.path() + "\"")
                : response;
    }

    private static Failure noSuchRoute(Exchange exchange) {
        return new ProtocolFailure.NoSuchRoute(exchange.method() + " " + Shown.text(exchange.path()));
    }

    private static String names(Set<Verb> verbs) {
        return verbs.stream().map(Verb::name).collect(Collectors.joining(", "));
    }
}
