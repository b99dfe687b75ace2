package io.lunette.server.http.compute;

import io.lunette.model.Attachment;
import io.lunette.model.Flavor;
import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerStatus;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.server.ServerStates;
import io.lunette.usecase.server.ShownServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Servers as one request sees them: Nova's fields at its microversion and for its roles. */
final class ServerView {
    private final RequestContext request;
    private final Links links;
    private final boolean admin;
    private final Map<ServerPlace, String> hostIds = new HashMap<>();

    private record ServerPlace(ProjectId project, HostName host) {}

    ServerView(RequestContext request) {
        this.request = request;
        this.links = Links.of(request);
        this.admin = request.caller().isAdmin();
    }

    /** Of a list without details. */
    void brief(JsonWriter out, Server server) {
        out.put("id", server.id().toString()).put("name", server.name());
        links.write(out, "/servers/" + server.id());
    }

    /** What the making of a server answers. */
    void created(JsonWriter out, Server server) {
        out.put("id", server.id().toString());
        links.write(out, "/servers/" + server.id());
        out.put("OS-DCF:diskConfig", "MANUAL");
        // A server without ports is in no group, but its making answers what would have been used.
        out.array("security_groups", List.of("default"), name -> out.object(() -> out.put("name", name)));
    }

    /** Of a list with details. */
    void detail(JsonWriter out, ShownServer shown) {
        basic(out, shown.server());
        extended(out, shown);
    }

    /** Of one server. */
    void whole(JsonWriter out, ShownServer shown) {
        detail(out, shown);
        if (request.since(2, 71)) {
            out.emptyArray("server_groups");
        }
    }

    /** What a change answers: as much as a look at it only since 2.75. */
    void changed(JsonWriter out, ShownServer shown) {
        if (request.since(2, 75)) {
            whole(out, shown);
            return;
        }
        basic(out, shown.server());
        if (request.since(2, 71)) {
            out.emptyArray("server_groups");
        }
    }

    private void basic(JsonWriter out, Server server) {
        brief(out, server);
        out.put("status", server.status().name())
                .put("tenant_id", server.project().text())
                .put("user_id", server.user().text())
                .texts("metadata", server.metadata())
                .put("hostId", hostId(server))
                .put("created", Times.compute(server.created()))
                .put("updated", Times.compute(server.updated()))
                .emptyObject("addresses")
                .put("accessIPv4", "")
                .put("accessIPv6", "")
                .put("OS-DCF:diskConfig", "MANUAL");
        image(out, server);
        flavor(out, server.flavor());
        if (server.status() == ServerStatus.ACTIVE || server.status() == ServerStatus.BUILD) {
            out.put("progress", 0);
        }
        fault(out, server);
        sinceVersions(out, server);
    }

    /** A list names the same few again and again. */
    private String hostId(Server server) {
        return hostIds.computeIfAbsent(
                new ServerPlace(server.project(), server.host()), place -> HostIds.of(place.project(), place.host()));
    }

    private void image(JsonWriter out, Server server) {
        if (server.image().isPresent()) {
            links.writeReference(out, "image", "/images/", server.image().get().toString());
        } else {
            out.put("image", "");
        }
    }

    private void flavor(JsonWriter out, Flavor flavor) {
        if (!request.since(2, 47)) {
            links.writeReference(out, "flavor", "/flavors/", flavor.id());
            return;
        }
        out.object(
                "flavor",
                () -> out.put("vcpus", flavor.vcpus())
                        .put("ram", flavor.ramMiB())
                        .put("disk", flavor.diskGiB())
                        .put("ephemeral", flavor.ephemeralGiB())
                        .put("swap", flavor.swapMiB())
                        .put("original_name", flavor.name())
                        .texts("extra_specs", flavor.extraSpecs()));
    }

    private static void fault(JsonWriter out, Server server) {
        server.fault()
                .filter(reason -> server.status() == ServerStatus.ERROR)
                .ifPresent(reason -> out.object(
                        "fault",
                        () -> out.put("code", 500)
                                .put("created", Times.compute(server.updated()))
                                .put("message", reason)));
    }

    private void sinceVersions(JsonWriter out, Server server) {
        if (request.since(2, 9)) {
            out.put("locked", server.locked());
        }
        if (request.since(2, 19)) {
            out.put("description", Optional.of(server.description()).filter(text -> !text.isEmpty()));
        }
        if (request.since(2, 26)) {
            out.texts("tags", server.tags());
        }
        if (request.since(2, 63)) {
            out.putNull("trusted_image_certificates");
        }
        if (request.since(2, 73)) {
            out.put("locked_reason", server.lockedReason());
        }
    }

    private void extended(JsonWriter out, ShownServer shown) {
        Server server = shown.server();
        out.put("OS-EXT-AZ:availability_zone", shown.zone())
                .put("config_drive", "")
                .put("key_name", server.keyName())
                .put("OS-SRV-USG:launched_at", server.launched().map(Times::volume))
                .putNull("OS-SRV-USG:terminated_at")
                .put("OS-EXT-STS:task_state", server.task().map(task -> task.wire()))
                .put("OS-EXT-STS:vm_state", ServerStates.vmState(server))
                .put("OS-EXT-STS:power_state", ServerStates.powerState(server));
        volumes(out, shown.attachments());
        if (admin) {
            administrators(out, shown);
        } else if (request.since(2, 90)) {
            out.put("OS-EXT-SRV-ATTR:hostname", HostIds.hostname(server));
        }
    }

    private void volumes(JsonWriter out, List<Attachment> attachments) {
        out.array(
                "os-extended-volumes:volumes_attached",
                attachments,
                attachment -> out.object(() -> {
                    out.put("id", attachment.volume().toString());
                    if (request.since(2, 3)) {
                        out.put("delete_on_termination", attachment.deleteOnTermination());
                    }
                }));
    }

    private void administrators(JsonWriter out, ShownServer shown) {
        Server server = shown.server();
        out.put("OS-EXT-SRV-ATTR:host", server.host().text())
                .put("OS-EXT-SRV-ATTR:hypervisor_hostname", server.host().text())
                .put("OS-EXT-SRV-ATTR:instance_name", "lunette-" + server.id());
        if (request.since(2, 3)) {
            out.put("OS-EXT-SRV-ATTR:reservation_id", HostIds.reservation(server))
                    .put("OS-EXT-SRV-ATTR:launch_index", 0)
                    .put("OS-EXT-SRV-ATTR:hostname", HostIds.hostname(server))
                    .put("OS-EXT-SRV-ATTR:kernel_id", "")
                    .put("OS-EXT-SRV-ATTR:ramdisk_id", "")
                    .put("OS-EXT-SRV-ATTR:root_device_name", shown.rootDeviceName())
                    .putNull("OS-EXT-SRV-ATTR:user_data");
        }
        if (request.since(2, 16)) {
            // Nova's word for a host that says nothing of its servers.
            out.put("host_status", shown.hostReached() ? "UP" : "UNKNOWN");
        }
    }
}
