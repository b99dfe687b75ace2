package io.lunette.server.http.own;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Operation;
import io.lunette.model.ProjectId;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.port.Operations.Selection;
import io.lunette.server.http.Api;
import io.lunette.server.http.Page;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.compute.Moments;
import io.lunette.usecase.server.ShowActions;
import io.lunette.usecase.server.ShowActions.Scope;
import io.lunette.usecase.server.ShowActions.ShownOperation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What was and is done to servers, newest first: {@code GET /v1/operations} and {@code GET /v1/operations/{server}/{id}}.
 * The list takes {@code server}, {@code id}, {@code action}, {@code running}, {@code since}, {@code limit} and
 * {@code marker} (an item's {@code server/id}), and of administrators {@code all_tenants} and {@code project}.
 */
public final class OperationApi implements Api {
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on", "");
    private static final Set<String> FALSE = Set.of("false", "0", "no", "off");

    private final ShowActions actions;

    public OperationApi(ShowActions actions) {
        this.actions = actions;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/operations", this::list), Route.get("/operations/{server_id}/{operation_id}", this::show));
    }

    private Outcome<Response> show(RequestContext request) {
        String id = request.path("server_id");
        return ServerId.parse(id)
                .orFail(problem -> new ServerFailure.NotFound(Shown.text(id)))
                .then(server -> actions.show(request.caller(), server, request.path("operation_id"), true))
                .map(shown -> Response.ok(out -> out.object("operation", () -> OperationView.write(out, shown))));
    }

    private Outcome<Response> list(RequestContext request) {
        return scope(request)
                .then(scope -> selection(request)
                        .then(selection -> marker(request).then(after -> part(request, scope, selection, after))))
                .map(page -> Response.ok(out -> {
                    out.array("operations", page.items(), shown -> out.object(() -> OperationView.write(out, shown)));
                    page.writeNext(out, "operations_links");
                }));
    }

    private Outcome<Page<ShownOperation>> part(
            RequestContext request, Scope scope, Selection selection, Optional<Operation> after) {
        return Page.read(
                request,
                atMost -> actions.search(request.caller(), scope, selection, after, atMost),
                shown -> shown.operation().server() + "/" + shown.operation().id());
    }

    private static Outcome<Scope> scope(RequestContext request) {
        Optional<ProjectId> project = request.query("project").map(ProjectId::new);
        return flag(request, "all_tenants").then(all -> {
            boolean others = all
                    || project.filter(named -> !request.caller().mayUse(named)).isPresent();
            return others && !request.caller().isAdmin()
                    ? Outcome.failed(new IdentityFailure.NotAllowed("list the operations of other projects"))
                    : Outcome.done(new Scope(all, project));
        });
    }

    private static Outcome<Selection> selection(RequestContext request) {
        return asked(
                        request,
                        "server",
                        raw -> ServerId.parse(raw)
                                .orFail(problem ->
                                        new RequestFailure.InvalidField("server", problem, "a server's UUID")))
                .then(server -> flag(request, "running")
                        .then(running -> Moments.query(request, "since")
                                .map(since -> new Selection(
                                        Optional.empty(),
                                        server,
                                        request.query("id"),
                                        request.query("action"),
                                        running,
                                        since))));
    }

    private Outcome<Optional<Operation>> marker(RequestContext request) {
        return asked(
                request,
                "marker",
                raw -> Outcome.of(
                        find(request, raw),
                        new RequestFailure.InvalidField(
                                "marker",
                                "marker [" + Shown.text(raw) + "] not found",
                                "the server and the id of an item of the list, with a slash between")));
    }

    private Optional<Operation> find(RequestContext request, String marker) {
        int slash = marker.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : ServerId.parse(marker.substring(0, slash))
                        .toOptional()
                        .flatMap(server -> actions.marked(request.caller(), server, marker.substring(slash + 1)));
    }

    private static Outcome<Boolean> flag(RequestContext request, String name) {
        String text = request.query(name).orElse("false").toLowerCase(Locale.ROOT);
        return TRUE.contains(text) || FALSE.contains(text)
                ? Outcome.done(TRUE.contains(text))
                : Outcome.failed(new RequestFailure.InvalidField(
                        name, "'" + Shown.text(text) + "' is neither", "true or false"));
    }

    private static <T> Outcome<Optional<T>> asked(
            RequestContext request, String name, Function<String, Outcome<T>> read) {
        Optional<String> raw = request.query(name);
        return raw.isEmpty()
                ? Outcome.done(Optional.empty())
                : read.apply(raw.get()).map(Optional::of);
    }
}
