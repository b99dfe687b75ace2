package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "explain", description = "Where a new server would go, and why not to each of the other hosts.")
final class HostExplainCommand extends Asking {
    @Option(names = "--flavor", required = true, paramLabel = "ID", description = "The flavor's id.")
    String flavor = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "The availability zone that would be asked for.")
    @Nullable String zone;

    @Option(names = "--volume", paramLabel = "ID", description = "A volume that it would have; again for each.")
    List<String> volumes = List.of();

    @Override
    void ask(Session session) {
        StringBuilder query = new StringBuilder("?flavor=" + Things.encoded(flavor));
        if (zone != null) {
            query.append("&zone=").append(Things.encoded(zone));
        }
        volumes.forEach(volume -> query.append("&volume=").append(Things.encoded(volume)));
        JsonNode hosts = session.own("/placement" + query).path("hosts");
        Table table = new Table("HOST", "TAKES IT", "MEMORY LEFT");
        for (JsonNode host : hosts) {
            boolean takes = host.path("takes_it").asBoolean();
            table.row(
                    host.path("name").asText(),
                    takes ? "yes" : "no: " + host.path("reason").asText(),
                    takes ? host.path("free_memory_mib").asText() + " MiB" : "-");
        }
        print(hosts, table);
    }
}
