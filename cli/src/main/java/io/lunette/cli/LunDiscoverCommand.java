package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Override
    void ask(Session session) {
        String query = portal == null ? "" : "?portal=" + Things.encoded(portal);
        JsonNode luns = session.own("/luns" + query).path("luns");
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
                    size(lun.path("size_bytes")),
                    lun.path("adoptable").asBoolean()
                            ? "yes"
                            : "no: " + lun.path("reason").asText());
        }
        print(luns, luns.isEmpty() ? "No LUNs are shown there." : table);
    }

    private static String size(JsonNode bytes) {
        if (!bytes.isNumber()) {
            return "-";
        }
        long mib = bytes.asLong() >> 20;
        return mib >= 1024 && mib % 1024 == 0 ? mib / 1024 + " GiB" : mib + " MiB";
    }
}
