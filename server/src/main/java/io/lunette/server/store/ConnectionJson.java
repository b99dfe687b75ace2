package io.lunette.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.Portal;

/** How a host reaches an attachment's LUN, as its row keeps it. */
final class ConnectionJson {
    private static final Kept<Portal> PORTALS =
            new Kept<>(text -> Portal.parse(text).get());

    private ConnectionJson() {}

    static String text(Connection connection) {
        return Json.text(
                switch (connection) {
                    case Connection.Network network ->
                        Json.object()
                                .put("kind", "network")
                                .put("portal", network.portal().toString())
                                .put("target", network.target().text())
                                .put("lun", network.lun());
                    case Connection.Block block ->
                        Json.object().put("kind", "block").put("device", block.device());
                });
    }

    static Connection read(String text) {
        JsonNode node = Json.tree(text);
        String kind = node.required("kind").textValue();
        return switch (kind) {
            case "network" ->
                new Connection.Network(
                        PORTALS.read(node.required("portal").textValue()),
                        new Iqn(node.required("target").textValue()),
                        node.required("lun").intValue());
            case "block" -> new Connection.Block(node.required("device").textValue());
            default -> throw new IllegalStateException("no connection is of the kind " + kind);
        };
    }
}
