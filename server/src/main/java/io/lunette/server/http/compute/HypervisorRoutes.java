package io.lunette.server.http.compute;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Server;
import io.lunette.model.Shown;
import io.lunette.port.HostCapabilities;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ShowHosts;
import io.lunette.usecase.server.ShowHosts.ShownHost;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;

/** {@code /os-hypervisors}: the hosts as administrators see them. Numbers that 2.88 dropped are told before it. */
final class HypervisorRoutes implements Api {
    private final ShowHosts hosts;

    HypervisorRoutes(ShowHosts hosts) {
        this.hosts = hosts;
    }

    @Override
    public Service service() {
        return Service.COMPUTE;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/os-hypervisors", request -> list(request, false)),
                Route.get("/os-hypervisors/detail", request -> list(request, true)),
                Route.get("/os-hypervisors/statistics", this::statistics).until(2, 87),
                Route.get("/os-hypervisors/{hypervisor_id}", this::show),
                Route.get("/os-hypervisors/{hypervisor_id}/uptime", this::uptime)
                        .until(2, 87),
                Route.get("/os-hypervisors/{hypervisor_id}/servers", this::servers)
                        .until(2, 52),
                Route.get("/os-hypervisors/{hypervisor_id}/search", this::search)
                        .until(2, 52));
    }

    /** The same for a host's name each time. */
    static UUID uuid(ShownHost host) {
        return UUID.nameUUIDFromBytes(("lunette host " + host.name()).getBytes(StandardCharsets.UTF_8));
    }

    private Outcome<List<ShownHost>> all(RequestContext request) {
        return request.caller().isAdmin()
                ? Outcome.done(hosts.list())
                : Outcome.failed(new IdentityFailure.NotAllowed("see the hypervisors"));
    }

    private Outcome<ShownHost> one(RequestContext request) {
        String id = request.path("hypervisor_id");
        return all(request)
                .then(all -> Outcome.of(
                        all.stream()
                                .filter(host -> id.equals(String.valueOf(host.number()))
                                        || id.equals(uuid(host).toString()))
                                .findFirst(),
                        new ServerFailure.HypervisorNotFound(Shown.text(id))));
    }

    private Outcome<Response> list(RequestContext request, boolean detail) {
        Optional<String> pattern =
                request.since(2, 53) ? request.query("hypervisor_hostname_pattern") : Optional.empty();
        return all(request)
                .map(all -> all.stream()
                        .filter(host -> host.name().text().contains(pattern.orElse("")))
                        .toList())
                .map(found -> Response.ok(out -> out.array(
                        "hypervisors",
                        found,
                        host -> out.object(() -> {
                            if (detail) {
                                detail(out, request, host);
                            } else {
                                brief(out, request, host);
                            }
                        }))));
    }

    private Outcome<Response> show(RequestContext request) {
        return one(request).map(host -> Response.ok(out -> out.object("hypervisor", () -> detail(out, request, host))));
    }

    private static void brief(JsonWriter out, RequestContext request, ShownHost host) {
        if (request.since(2, 53)) {
            out.put("id", uuid(host).toString());
        } else {
            out.put("id", host.number());
        }
        out.put("hypervisor_hostname", host.name().text())
                .put("state", host.capabilities().isDone() ? "up" : "down")
                .put("status", host.row().enabled() ? "enabled" : "disabled");
        if (request.since(2, 53)
                && request.query("with_servers").map("true"::equalsIgnoreCase).orElse(false)) {
            servers(out, host);
        }
    }

    private static void servers(JsonWriter out, ShownHost host) {
        out.array(
                "servers",
                host.servers(),
                server -> out.object(() -> out.put("name", "lunette-" + server.id())
                        .put("uuid", server.id().toString())));
    }

    private static void detail(JsonWriter out, RequestContext request, ShownHost host) {
        brief(out, request, host);
        Optional<HostCapabilities> offers = host.capabilities() instanceof Outcome.Done<HostCapabilities> done
                ? Optional.of(done.value())
                : Optional.empty();
        out.put("hypervisor_type", "QEMU")
                .put("hypervisor_version", version(offers))
                .put("host_ip", address(host))
                .object("service", () -> {
                    out.put("host", host.name().text())
                            .put("disabled_reason", host.row().disabledReason());
                    if (request.since(2, 53)) {
                        out.put("id", uuid(host).toString());
                    } else {
                        out.put("id", host.number());
                    }
                });
        if (request.since(2, 88)) {
            out.putNull("uptime");
        } else {
            resources(out, offers, host.servers());
            cpuInfo(out, request, offers);
        }
    }

    /** Where its libvirt is reached; the API has no place for "here". */
    private static String address(ShownHost host) {
        String there = host.row().uri().uri().getHost();
        return there == null ? "127.0.0.1" : there;
    }

    /** As libvirt counts: 7.2.22 is 7002022. */
    private static long version(Optional<HostCapabilities> offers) {
        long version = 0;
        for (String part : offers.map(HostCapabilities::qemuVersion).orElse("0").split("\\.", -1)) {
            version = version * 1000 + (part.matches("\\d{1,3}") ? Integer.parseInt(part) : 0);
        }
        return version;
    }

    private static void resources(JsonWriter out, Optional<HostCapabilities> offers, List<Server> servers) {
        long memory = offers.map(HostCapabilities::memoryMiB).orElse(0L);
        long memoryUsed = sum(servers, server -> server.flavor().ramMiB());
        out.put("vcpus", offers.map(HostCapabilities::cpus).orElse(0))
                .put("vcpus_used", sum(servers, server -> server.flavor().vcpus()))
                .put("memory_mb", memory)
                .put("memory_mb_used", memoryUsed)
                .put("free_ram_mb", memory - memoryUsed)
                .put("local_gb", 0)
                .put("local_gb_used", sum(servers, server -> server.flavor().diskGiB()))
                .put("free_disk_gb", 0)
                .put("disk_available_least", 0)
                .put("running_vms", servers.size())
                .put(
                        "current_workload",
                        servers.stream()
                                .filter(server -> server.task().isPresent())
                                .count());
    }

    private static long sum(List<Server> servers, ToLongFunction<Server> number) {
        return servers.stream().mapToLong(number).sum();
    }

    /** A text with JSON in it until 2.28. */
    private static void cpuInfo(JsonWriter out, RequestContext request, Optional<HostCapabilities> offers) {
        String architecture = offers.map(HostCapabilities::architecture).orElse("");
        if (request.since(2, 28)) {
            out.object("cpu_info", () -> out.put("arch", architecture));
        } else {
            out.put("cpu_info", "{\"arch\": \"" + architecture + "\"}");
        }
    }

    private Outcome<Response> statistics(RequestContext request) {
        return all(request)
                .map(all -> Response.ok(out -> out.object("hypervisor_statistics", () -> {
                    List<Server> servers = all.stream()
                            .flatMap(host -> host.servers().stream())
                            .toList();
                    List<HostCapabilities> offers = all.stream()
                            .flatMap(host -> host.capabilities() instanceof Outcome.Done<HostCapabilities> done
                                    ? java.util.stream.Stream.of(done.value())
                                    : java.util.stream.Stream.empty())
                            .toList();
                    long memory = offers.stream()
                            .mapToLong(HostCapabilities::memoryMiB)
                            .sum();
                    long used = sum(servers, server -> server.flavor().ramMiB());
                    out.put("count", all.size())
                            .put(
                                    "vcpus",
                                    offers.stream()
                                            .mapToLong(HostCapabilities::cpus)
                                            .sum())
                            .put(
                                    "vcpus_used",
                                    sum(servers, server -> server.flavor().vcpus()))
                            .put("memory_mb", memory)
                            .put("memory_mb_used", used)
                            .put("free_ram_mb", memory - used)
                            .put("local_gb", 0)
                            .put(
                                    "local_gb_used",
                                    sum(servers, server -> server.flavor().diskGiB()))
                            .put("free_disk_gb", 0)
                            .put("disk_available_least", 0)
                            .put("running_vms", servers.size())
                            .put("current_workload", 0);
                })));
    }

    private Outcome<Response> uptime(RequestContext request) {
        return one(request)
                .map(host -> Response.ok(out -> out.object("hypervisor", () -> {
                    brief(out, request, host);
                    out.put("uptime", "");
                })));
    }

    private Outcome<Response> servers(RequestContext request) {
        return matching(request, (out, host) -> {
            brief(out, request, host);
            servers(out, host);
        });
    }

    private Outcome<Response> search(RequestContext request) {
        return matching(request, (out, host) -> brief(out, request, host));
    }

    /** What stands in the path is a part of a host's name here. */
    private Outcome<Response> matching(
            RequestContext request, java.util.function.BiConsumer<JsonWriter, ShownHost> write) {
        String part = request.path("hypervisor_id");
        return all(request)
                .map(all -> all.stream()
                        .filter(host -> host.name().text().contains(part))
                        .toList())
                .then(found -> found.isEmpty()
                        ? Outcome.failed(new ServerFailure.HypervisorNotFound(Shown.text(part)))
                        : Outcome.done(Response.ok(out ->
                                out.array("hypervisors", found, host -> out.object(() -> write.accept(out, host))))));
    }
}
