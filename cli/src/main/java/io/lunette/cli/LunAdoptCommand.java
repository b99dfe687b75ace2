package io.lunette.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "adopt",
        description = "Makes a volume of a LUN that is on an array already. Nothing is changed there: the array lets in"
                + " Lunette's initiator and those of the servers that are to have the LUN.")
final class LunAdoptCommand extends Asking {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            description =
                    "A host whose kernel has the LUN, by Fibre Channel or iSCSI; with --wwid, instead of --portal,"
                            + " --target and --lun.")
    @Nullable String host;

    @Option(
            names = "--wwid",
            paramLabel = "WWID",
            description = "Which LUN of that host; lunette host luns shows them.")
    @Nullable String wwid;

    @Option(
            names = "--portal",
            paramLabel = "ADDRESS:PORT",
            description = "Where the target listens; again for each of its portals. QEMU uses one at a time and does no"
                    + " multipath: the first that answers when a server starts.")
    List<String> portals = List.of();

    @Option(names = "--target", paramLabel = "IQN", description = "The target's name.")
    @Nullable String target;

    @Option(names = "--lun", paramLabel = "NUMBER", description = "The LUN's number there.")
    @Nullable Integer lun;

    @Option(names = "--name", paramLabel = "NAME", description = "What the volume is to be called.")
    @Nullable String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    @Nullable String description;

    @Option(
            names = {"--multiattach", "--shared"},
            description = "Several servers may have it at once: for cluster software that fences by reservations.")
    boolean multiattach;

    @Option(names = "--bootable", description = "Servers may boot from it.")
    boolean bootable;

    @Option(names = "--project", paramLabel = "ID", description = "Whose it will be; left out: your own project's.")
    @Nullable String project;

    @Option(
            names = "--property",
            paramLabel = "KEY=VALUE",
            description = "A property of the volume. hw_scsi_model=virtio-scsi, by which it is passed through to a"
                    + " server, is set unless something else is.")
    Map<String, String> properties = Map.of();

    @Mixin
    ChapOptions chap = new ChapOptions();

    @Override
    void ask(Session session) {
        ObjectNode body = Wire.object();
        ObjectNode wanted = body.putObject("lun");
        String path = host == null ? onNetwork(wanted) : ofHost(host, wanted);
        wanted.put("multiattach", multiattach).put("bootable", bootable);
        putIf(wanted, "name", name);
        putIf(wanted, "description", description);
        putIf(wanted, "project", project);
        Map<String, String> metadata = new TreeMap<>(Map.of("hw_scsi_model", "virtio-scsi"));
        metadata.putAll(properties);
        ObjectNode texts = wanted.putObject("metadata");
        metadata.forEach(texts::put);
        JsonNode volume = session.postOwn(path, body).path("volume");
        say(
                volume,
                "Adopted " + volume.path("wwid").asText() + " ("
                        + volume.path("size_gib").asText() + " GiB) as volume "
                        + volume.path("id").asText());
    }

    private String onNetwork(ObjectNode wanted) {
        if (portals.isEmpty() || target == null || lun == null || wwid != null) {
            throw unclear();
        }
        ArrayNode all = wanted.putArray("portals");
        portals.forEach(all::add);
        wanted.put("target", target).put("lun", lun);
        chap.putInto(wanted);
        return "/luns";
    }

    private String ofHost(String of, ObjectNode wanted) {
        if (!portals.isEmpty() || target != null || lun != null || wwid == null) {
            throw unclear();
        }
        wanted.put("wwid", wwid);
        return "/hosts/" + Things.encoded(of) + "/luns";
    }

    private static CommandFailed unclear() {
        return CommandFailed.refused(
                "Say where the LUN is: either --portal, --target and --lun, or --host and --wwid.");
    }

    private static void putIf(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }
}
