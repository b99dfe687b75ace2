package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "The Fibre Channel HBAs of a host, each with its vHBAs and whose they are.")
final class HbaListCommand extends Asking {
    @Parameters(paramLabel = "HOST", description = "The host's name.")
    String host = "";

    @Override
    void ask(Session session) {
        JsonNode answer = session.own("/hosts/" + Things.encoded(host) + "/hbas");
        Table table = new Table("NAME", "WWPN", "WWNN", "FABRIC", "VHBAS", "SERVER");
        for (JsonNode hba : answer.path("hbas")) {
            row(table, hba.path("name").asText(), hba, vports(hba), "-");
            for (JsonNode vhba : hba.path("vhbas")) {
                row(table, "  " + vhba.path("name").asText(), vhba, "-", owner(vhba));
            }
        }
        for (JsonNode missing : answer.path("missing")) {
            row(table, "(missing)", missing, "-", owner(missing));
        }
        print(answer, table);
    }

    private static void row(Table table, String name, JsonNode port, String vports, String server) {
        table.row(
                name,
                colons(port.path("wwpn").asText()),
                colons(port.path("wwnn").asText()),
                port.path("fabric_wwn").isTextual()
                        ? colons(port.path("fabric_wwn").asText())
                        : "-",
                vports,
                server);
    }

    private static String vports(JsonNode hba) {
        if (!hba.path("vports_capable").asBoolean()) {
            return "none possible";
        }
        int most = hba.path("max_vports").asInt();
        return hba.path("vports").asInt() + (most > 0 ? " of " + most : "");
    }

    private static String owner(JsonNode vhba) {
        return vhba.path("server_id").asText("not Lunette's");
    }

    /** As switches and arrays show it. */
    static String colons(String digits) {
        return digits.replaceAll("..(?=.)", "$0:");
    }
}
