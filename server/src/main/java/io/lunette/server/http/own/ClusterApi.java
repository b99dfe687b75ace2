package io.lunette.server.http.own;

import io.lunette.failure.ClusterFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.model.ServerId;
import io.lunette.model.Shown;
import io.lunette.model.VolumeId;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.cluster.ClusterUseCases;
import io.lunette.usecase.cluster.CreateCluster.Created;
import io.lunette.usecase.cluster.Preflight;
import io.lunette.usecase.cluster.RemoveMembers.Removed;
import java.util.List;
import java.util.Optional;

/**
 * Servers that share LUNs: {@code /v1/clusters}. What is made or added is there, on every server, when it is answered, or a
 * refusal is answered and nothing is left. What is removed may still be leaving where a guest holds a disk: then the answer
 * is 202, and else 200.
 */
public final class ClusterApi implements Api {
    private static final int DONE = 200;
    private static final int MADE = 201;
    private static final int STILL_LEAVING = 202;

    private final ClusterUseCases clusters;

    public ClusterApi(ClusterUseCases clusters) {
        this.clusters = clusters;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/clusters", this::list),
                Route.post("/clusters", this::create),
                Route.post("/clusters/preflight", this::wouldPass),
                Route.get("/clusters/{cluster_id}", this::show),
                Route.delete("/clusters/{cluster_id}", this::delete),
                Route.post("/clusters/{cluster_id}/preflight", this::passes),
                Route.post("/clusters/{cluster_id}/servers", this::addServer),
                Route.delete("/clusters/{cluster_id}/servers/{server_id}", this::removeServer),
                Route.put("/clusters/{cluster_id}/servers/{server_id}/key", this::setKey),
                Route.post("/clusters/{cluster_id}/volumes", this::addVolume),
                Route.delete("/clusters/{cluster_id}/volumes/{volume_id}", this::removeVolume));
    }

    private static Outcome<ClusterId> cluster(RequestContext request) {
        String raw = request.path("cluster_id");
        return ClusterId.parse(raw).orFail(problem -> new ClusterFailure.NotFound(Shown.text(raw)));
    }

    private static Outcome<ServerId> server(RequestContext request) {
        String raw = request.path("server_id");
        return ServerId.parse(raw).orFail(problem -> noMember(request, "server " + Shown.text(raw)));
    }

    private static Outcome<VolumeId> volume(RequestContext request) {
        String raw = request.path("volume_id");
        return VolumeId.parse(raw).orFail(problem -> noMember(request, "volume " + Shown.text(raw)));
    }

    private static ClusterFailure noMember(RequestContext request, String thing) {
        return new ClusterFailure.NoSuchMember(Shown.text(request.path("cluster_id")), thing);
    }

    private Outcome<Response> list(RequestContext request) {
        boolean all = request.query("all_projects").filter("true"::equals).isPresent();
        var found =
                all ? clusters.show().all(request.caller()) : clusters.show().list(request.caller());
        return Outcome.done(Response.ok(out ->
                out.array("clusters", found, each -> out.object(() -> new ClusterView(out).write(each)))));
    }

    private Outcome<Response> show(RequestContext request) {
        return cluster(request)
                .then(id -> clusters.show().show(request.caller(), id))
                .map(shown -> Response.ok(out -> out.object("cluster", () -> new ClusterView(out).write(shown))));
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(ClusterBodies::create)
                .then(wanted -> clusters.create().create(request.caller(), wanted))
                .map(created -> answer(MADE, created));
    }

    private Outcome<Response> addServer(RequestContext request) {
        return cluster(request)
                .then(id -> request.json()
                        .then(ClusterBodies::server)
                        .then(more -> clusters.add()
                                .server(request.caller(), id, more.id(), more.key(), more.allowRegistrations())))
                .map(created -> answer(DONE, created));
    }

    private Outcome<Response> addVolume(RequestContext request) {
        return cluster(request)
                .then(id -> request.json()
                        .then(ClusterBodies::volume)
                        .then(more ->
                                clusters.add().volume(request.caller(), id, more.id(), more.allowRegistrations())))
                .map(created -> answer(DONE, created));
    }

    private Response answer(int status, Created created) {
        return Response.json(status, out -> {
            ClusterView view = new ClusterView(out);
            out.object("cluster", () -> view.write(clusters.show().shown(created.cluster())))
                    .object("preflight", () -> view.write(created.seen()));
        });
    }

    private Outcome<Response> delete(RequestContext request) {
        return cluster(request)
                .then(id -> clusters.remove().all(request.caller(), id))
                .map(this::answer);
    }

    private Outcome<Response> removeServer(RequestContext request) {
        return cluster(request)
                .then(id -> server(request).then(server -> clusters.remove().server(request.caller(), id, server)))
                .map(this::answer);
    }

    private Outcome<Response> removeVolume(RequestContext request) {
        return cluster(request)
                .then(id -> volume(request).then(volume -> clusters.remove().volume(request.caller(), id, volume)))
                .map(this::answer);
    }

    private Response answer(Removed removed) {
        Optional<Cluster> left = removed.cluster();
        int status = left.filter(cluster -> !cluster.isSettled()).isPresent() ? STILL_LEAVING : DONE;
        return Response.json(status, out -> {
            if (left.isPresent()) {
                out.object(
                        "cluster",
                        () -> new ClusterView(out).write(clusters.show().shown(left.get())));
            } else {
                out.putNull("cluster");
            }
            out.texts("warnings", removed.warnings());
        });
    }

    private Outcome<Response> setKey(RequestContext request) {
        return cluster(request)
                .then(id -> server(request)
                        .then(server -> request.json()
                                .then(ClusterBodies::key)
                                .then(key -> clusters.keys().set(request.caller(), id, server, key))))
                .map(cluster -> Response.ok(out -> out.object(
                        "cluster",
                        () -> new ClusterView(out).write(clusters.show().shown(cluster)))));
    }

    private Outcome<Response> wouldPass(RequestContext request) {
        return request.json()
                .then(ClusterBodies::preflight)
                .then(wanted -> clusters.preflight().of(request.caller(), wanted))
                .map(ClusterApi::answer);
    }

    private Outcome<Response> passes(RequestContext request) {
        return cluster(request)
                .then(id -> clusters.preflight().of(request.caller(), id))
                .map(ClusterApi::answer);
    }

    private static Response answer(Preflight seen) {
        return Response.ok(out -> out.object("preflight", () -> new ClusterView(out).write(seen)));
    }
}
