package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Adds a libvirt host, which must answer. Servers are put there from then on.")
final class HostAddCommand extends Asking {
    @Parameters(index = "0", paramLabel = "NAME", description = "What it is to be called.")
    String name = "";

    @Parameters(
            index = "1",
            paramLabel = "URI",
            description =
                    "libvirt's, such as qemu+ssh://root@north/system?keyfile=/etc/lunette/id_ed25519. The host key must"
                            + " be known to the user that Lunette runs as: ssh-keyscan and compare it first.")
    String uri = "";

    @Option(names = "--zone", paramLabel = "ZONE", description = "Its availability zone; left out: nova.")
    @Nullable String zone;

    @Option(
            names = "--luns",
            paramLabel = "WAY",
            description =
                    "How its servers come to their LUNs. network: each QEMU logs in by itself, by iSCSI. block: the"
                            + " host's kernel has them, by Fibre Channel or iSCSI and by multipath. Left out: network.")
    @Nullable String luns;

    @Override
    void ask(Session session) {
        ObjectNode body = Wire.object();
        ObjectNode wanted = body.putObject("host").put("name", name).put("uri", uri);
        if (zone != null) {
            wanted.put("zone", zone);
        }
        if (luns != null) {
            wanted.put("luns", luns);
        }
        JsonNode host = session.postOwn("/hosts", body).path("host");
        say(
                host,
                "Added host " + name + ": libvirt "
                        + host.path("libvirt_version").asText() + ", QEMU "
                        + host.path("qemu_version").asText());
    }
}
