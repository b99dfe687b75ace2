package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "discover",
        description = "The LUNs that a portal shows to Lunette's own initiator, and which of them can be adopted.")
final class LunDiscoverCommand extends Asking {
    @Parameters(
            arity = "0..1",
            paramLabel = "PORTAL",
            description = "ADDRESS:PORT of the array; left out: every portal that Lunette knows.")
    @Nullable String portal;

    @Mixin
    ChapOptions chap = new ChapOptions();

    @Override
    void ask(Session session) {
        JsonNode luns = found(session).path("luns");
        Table table = new Table("PORTAL", "TARGET", "LUN", "VENDOR", "PRODUCT", "SERIAL", "WWID", "SIZE", "ADOPTABLE");
        for (JsonNode lun : luns) {
            table.row(
                    lun.path("portal").asText(),
                    lun.path("target").asText(),
                    lun.path("lun").asText("-"),
                    lun.path("vendor").asText("-"),
                    lun.path("product").asText("-"),
                    lun.path("serial").asText("-"),
                    lun.path("wwid").asText("-"),
                    Things.size(lun.path("size_bytes")),
                    lun.path("adoptable").asBoolean()
                            ? "yes"
                            : "no: " + lun.path("reason").asText());
        }
        print(luns, luns.isEmpty() ? "No LUNs are shown there." : table);
    }

    private JsonNode found(Session session) {
        if (!chap.isGiven()) {
            return session.own("/luns" + (portal == null ? "" : "?portal=" + Things.encoded(portal)));
        }
        if (portal == null) {
            throw CommandFailed.refused("A CHAP account is one array's: name its portal too.");
        }
        ObjectNode body = Wire.object();
        body.put("portal", portal);
        chap.putInto(body);
        return session.postOwn("/luns/discover", body);
    }
}
