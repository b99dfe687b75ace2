package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "luns",
        description =
                "The LUNs that a host's kernel has, by Fibre Channel or iSCSI, and which of them servers can be given.")
final class HostLunsCommand extends Asking {
    @Parameters(paramLabel = "NAME", description = "The host's name.")
    String name = "";

    @Override
    void ask(Session session) {
        JsonNode luns = session.own("/hosts/" + Things.encoded(name) + "/luns").path("luns");
        Table table = new Table("WWID", "DEVICE", "PATHS", "VENDOR", "PRODUCT", "SIZE", "VOLUME", "USABLE");
        for (JsonNode lun : luns) {
            table.row(
                    lun.path("wwid").asText(),
                    lun.path("device").asText("-"),
                    lun.path("paths").asText(),
                    lun.path("vendor").asText(),
                    lun.path("product").asText(),
                    Things.size(lun.path("size_bytes")),
                    lun.path("volume").asText("-"),
                    lun.path("usable").asBoolean()
                            ? "yes"
                            : "no: " + lun.path("reason").asText());
        }
        print(luns, luns.isEmpty() ? "The kernel of " + name + " has no LUNs." : table);
    }
}
