package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description =
                "Gives a server a vHBA of its own on its host, which is made anew whenever the host has rebooted.")
final class HbaCreateCommand extends Asking {
    @Parameters(paramLabel = "HOST", description = "The host that the server is on.")
    String host = "";

    @Option(names = "--server", required = true, paramLabel = "SERVER", description = "The server's id or name.")
    String server = "";

    @Option(
            names = "--parent",
            paramLabel = "NAME",
            description = "The HBA that is to carry it, as scsi_host5; left out: the only one that can.")
    @Nullable String parent;

    @Option(names = "--fabric", paramLabel = "WWN", description = "In its place: any HBA on this fabric.")
    @Nullable String fabric;

    @Option(
            names = "--wwpn",
            paramLabel = "WWN",
            description = "Its port name; left out: one that comes of the server's id, locally assigned.")
    @Nullable String wwpn;

    @Option(names = "--wwnn", paramLabel = "WWN", description = "Its node name, which goes with --wwpn.")
    @Nullable String wwnn;

    @Override
    void ask(Session session) {
        ObjectNode body = Wire.object();
        ObjectNode wanted = body.putObject("hba")
                .put("server_id", Things.server(session, server).path("id").asText());
        put(wanted, "parent", parent);
        put(wanted, "fabric_wwn", fabric);
        put(wanted, "wwpn", wwpn);
        put(wanted, "wwnn", wwnn);
        JsonNode made = session.postOwn("/hosts/" + Things.encoded(host) + "/hbas", body)
                .path("hba");
        say(
                made,
                "Server " + server + " has vHBA " + made.path("name").asText() + " on "
                        + made.path("parent").asText() + ", with port name "
                        + HbaListCommand.colons(made.path("wwpn").asText())
                        + ": zone and mask its LUNs to that name alone");
    }

    private static void put(ObjectNode wanted, String field, @Nullable String value) {
        if (value != null) {
            wanted.put(field, value);
        }
    }
}
