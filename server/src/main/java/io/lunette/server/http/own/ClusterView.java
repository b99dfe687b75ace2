package io.lunette.server.http.own;

import io.lunette.failure.Failure;
import io.lunette.failure.Parsed;
import io.lunette.model.Attachment;
import io.lunette.model.ByteCount;
import io.lunette.model.Cluster;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Lun;
import io.lunette.model.LunIdentity;
import io.lunette.model.ReservationKey;
import io.lunette.model.ScsiAddress;
import io.lunette.model.Server;
import io.lunette.model.Volume;
import io.lunette.scsi.RegisteredKeys;
import io.lunette.scsi.ReservationCapabilities;
import io.lunette.scsi.Reservations;
import io.lunette.server.http.json.JsonWriter;
import io.lunette.usecase.cluster.Preflight;
import io.lunette.usecase.cluster.ShowClusters.ShownCluster;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Clusters on the wire. */
record ClusterView(JsonWriter out) {

    void write(ShownCluster shown) {
        Cluster cluster = shown.cluster();
        out.put("id", cluster.id().toString())
                .put("name", cluster.name())
                .put("project", cluster.project().text())
                .put("status", cluster.status())
                .put("fault", cluster.fault())
                .put("created_at", cluster.created().toString())
                .put("updated_at", cluster.updated().toString())
                .array("servers", cluster.nodes(), node -> out.object(() -> write(node, shown)))
                .array("volumes", cluster.luns(), lun -> out.object(() -> write(lun, shown)));
    }

    private void write(Node node, ShownCluster shown) {
        out.put("id", node.server().toString())
                .put(
                        "name",
                        Optional.ofNullable(shown.servers().get(node.server())).map(Server::name))
                .put("key", node.key())
                .put("stage", stage(node.stage()));
    }

    private void write(SharedLun lun, ShownCluster shown) {
        Optional<Volume> volume = Optional.ofNullable(shown.volumes().get(lun.volume()));
        ScsiAddress address = lun.address();
        out.put("id", lun.volume().toString())
                .put("name", volume.map(Volume::name))
                .put("wwid", volume.flatMap(Volume::lun).map(Lun::identity).map(LunIdentity::wwid))
                .object(
                        "address",
                        () -> out.put("controller", address.controller())
                                .put("bus", address.bus())
                                .put("target", address.target())
                                .put("unit", address.unit()))
                .put("stage", stage(lun.stage()))
                .array(
                        "attachments",
                        shown.cluster().nodes(),
                        node -> out.object(() -> write(node, shown.attachment(node.server(), lun.volume()))));
    }

    /** One of a node that does not have the LUN is told too, with a status of null. */
    private void write(Node node, Optional<Attachment> attachment) {
        out.put("server", node.server().toString())
                .put("status", attachment.map(there -> there.status().name().toLowerCase(Locale.ROOT)))
                .put("device", attachment.map(Attachment::deviceName));
    }

    private static String stage(Cluster.Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT);
    }

    void write(Preflight seen) {
        out.put("passed", seen.hasPassed())
                .texts("problems", seen.problems())
                .texts("warnings", seen.warnings())
                .array("paths", seen.paths(), path -> out.object(() -> write(path)));
    }

    private void write(Preflight.Path path) {
        Optional<LunIdentity> identity = path.identity();
        out.object(
                        "server",
                        () -> out.put("id", path.server().id().toString())
                                .put("name", path.server().name()))
                .object(
                        "volume",
                        () -> out.put("id", path.volume().id().toString())
                                .put("name", path.volume().name()))
                .put("wwid", identity.map(LunIdentity::wwid))
                .put("serial", identity.map(LunIdentity::serial))
                .putNumber("size_bytes", identity.map(LunIdentity::size).map(ByteCount::bytes))
                .putNumber("block_bytes", identity.map(LunIdentity::blockBytes));
        Optional<Reservations> found = path.reservations();
        if (found.isPresent()) {
            out.texts("registrations", texts(found.get().registered()));
        } else {
            out.putNull("registrations");
        }
        out.texts(
                "strangers",
                path.strangers().stream().map(ReservationKey::toString).toList());
        capabilities(found);
        out.put("problem", path.failure().map(Failure::sentence));
    }

    private static List<String> texts(RegisteredKeys registered) {
        return registered.keys().stream().map(ReservationKey::toString).toList();
    }

    /** Null where the LUN does not tell. */
    private void capabilities(Optional<Reservations> found) {
        Optional<ReservationCapabilities> told =
                found.map(Reservations::capabilities).flatMap(Parsed::toOptional);
        if (told.isPresent()) {
            out.object("capabilities", () -> CapabilitiesView.write(out, told.get()));
        } else {
            out.putNull("capabilities");
        }
    }
}
