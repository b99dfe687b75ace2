package io.lunette.server.http.compute;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonBody;
import io.lunette.usecase.server.ServerUseCases;
import io.lunette.usecase.server.ShownServer;
import java.util.List;

/** What clients ask for beside a server and is the same for all here: no addresses, no groups, no ports. */
final class ServerDetailRoutes implements Api {
    private static final String PATH = "/servers/{server_id}";

    private final ServerUseCases servers;

    ServerDetailRoutes(ServerUseCases servers) {
        this.servers = servers;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                same("/ips", out -> out.emptyObject("addresses")),
                same("/os-security-groups", out -> out.emptyArray("security_groups")),
                same("/os-interface", out -> out.emptyArray("interfaceAttachments")),
                same("/migrations", out -> out.emptyArray("migrations")),
                same("/os-server-password", out -> out.put("password", "")),
                Route.get(PATH + "/diagnostics", this::diagnostics));
    }

    private Route same(String path, JsonBody body) {
        return Route.get(PATH + path, request -> server(request).map(shown -> Response.ok(body)));
    }

    private Outcome<ShownServer> server(RequestContext request) {
        return PathIds.server(request).then(id -> servers.show().show(request.caller(), id));
    }

    private Outcome<Response> diagnostics(RequestContext request) {
        return server(request)
                .then(shown -> request.caller().isAdmin()
                        ? Outcome.done(Response.ok(request.since(2, 48) ? standard(shown) : free(shown.server())))
                        : Outcome.failed(new IdentityFailure.NotAllowed("see a server's diagnostics")));
    }

    /** What libvirt's driver in Nova told before the answer was standardized, as far as it is known here. */
    private static JsonBody free(Server server) {
        return out -> out.put("memory", server.flavor().ramMiB() * 1024L);
    }

    private static JsonBody standard(ShownServer shown) {
        Server server = shown.server();
        String state = server.status() == ServerStatus.ACTIVE ? "running" : "shutdown";
        return out -> {
            out.put("state", state)
                    .put("driver", "libvirt")
                    .put("hypervisor", "qemu")
                    .put("hypervisor_os", "linux")
                    .putNull("uptime")
                    .put("config_drive", false)
                    .put("num_cpus", server.flavor().vcpus())
                    .put("num_nics", 0)
                    .put(
                            "num_disks",
                            shown.attachments().size() + (server.image().isPresent() ? 1 : 0));
            out.object(
                    "memory_details",
                    () -> out.put("maximum", server.flavor().ramMiB()).putNull("used"));
            out.emptyArray("cpu_details").emptyArray("nic_details").emptyArray("disk_details");
        };
    }
}
