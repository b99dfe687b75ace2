package io.lunette.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.model.Cluster.Node;
import io.lunette.model.Cluster.SharedLun;
import io.lunette.model.Cluster.Stage;
import io.lunette.model.ReservationKey;
import io.lunette.model.ScsiAddress;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A cluster's servers and LUNs as its row keeps them, in their order. */
final class MembersJson {
    private MembersJson() {}

    static String ofNodes(List<Node> nodes) {
        ArrayNode array = Json.array();
        for (Node each : nodes) {
            ObjectNode node = array.addObject()
                    .put("server", each.server().toString())
                    .put("stage", each.stage().name());
            each.key().ifPresent(key -> node.put("key", key.toString()));
        }
        return Json.text(array);
    }

    static List<Node> nodes(String text) {
        List<Node> nodes = new ArrayList<>();
        for (JsonNode node : Json.tree(text)) {
            nodes.add(new Node(
                    new ServerId(UUID.fromString(node.required("server").textValue())),
                    Optional.ofNullable(node.get("key"))
                            .map(key -> ReservationKey.parse(key.textValue()).get()),
                    stage(node)));
        }
        return nodes;
    }

    static String ofLuns(List<SharedLun> luns) {
        ArrayNode array = Json.array();
        for (SharedLun lun : luns) {
            ScsiAddress address = lun.address();
            array.addObject()
                    .put("volume", lun.volume().toString())
                    .put("controller", address.controller())
                    .put("bus", address.bus())
                    .put("target", address.target())
                    .put("unit", address.unit())
                    .put("stage", lun.stage().name());
        }
        return Json.text(array);
    }

    static List<SharedLun> luns(String text) {
        List<SharedLun> luns = new ArrayList<>();
        for (JsonNode node : Json.tree(text)) {
            luns.add(new SharedLun(
                    new VolumeId(UUID.fromString(node.required("volume").textValue())),
                    new ScsiAddress(
                            node.required("controller").intValue(),
                            node.required("bus").intValue(),
                            node.required("target").intValue(),
                            node.required("unit").intValue()),
                    stage(node)));
        }
        return luns;
    }

    private static Stage stage(JsonNode node) {
        return Stage.valueOf(node.required("stage").textValue());
    }
}
