package io.lunette.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** In the words of {@code nova boot} and of {@code openstack server create}. */
@Command(
        name = "boot",
        aliases = "create",
        description = "What making a server would do, in the words of nova boot or of openstack server create.")
final class PlanBootCommand extends Planning {
    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the server.")
    String name = "";

    @Option(names = "--flavor", required = true, paramLabel = "FLAVOR", description = "Its id or its name.")
    String flavor = "";

    @Option(names = "--image", paramLabel = "IMAGE", description = "Its id or its name.")
    @Nullable String image;

    @Option(
            names = {"--volume", "--boot-volume"},
            paramLabel = "VOLUME",
            description = "The volume to boot from: its id or its name.")
    @Nullable String volume;

    @Option(
            names = "--block-device",
            paramLabel = "KEY=VALUE[,KEY=VALUE...]",
            description = "A disk. Keys: " + BlockDevice.KEYS + "; or nova's: " + BlockDevice.NOVA_KEYS
                    + ". A volume or an image is named by its id or its name.")
    List<BlockDevice> blockDevices = new ArrayList<>();

    @Option(
            names = {"--nic", "--network"},
            defaultValue = "none",
            paramLabel = "none",
            description = "There is no network service: none, or auto.")
    String nic = "none";

    @Option(names = "--key-name", paramLabel = "KEY", description = "A key pair's name.")
    @Nullable String key;

    @Option(
            names = {"--property", "--meta"},
            paramLabel = "KEY=VALUE",
            description = "Metadata of the server.")
    Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "--host", paramLabel = "HOST", description = "The host to make it on; for administrators.")
    @Nullable String host;

    @Override
    void work(Session session, ObjectNode plan) {
        ObjectNode server = plan.putObject("boot").putObject("server");
        server.put("name", name)
                .put("flavorRef", Things.flavorId(session, flavor))
                .put("imageRef", image == null ? "" : Things.imageId(session, image))
                .put("networks", nic);
        if (key != null) {
            server.put("key_name", key);
        }
        if (host != null) {
            server.put("host", host);
        }
        if (!properties.isEmpty()) {
            properties.forEach(server.putObject("metadata")::put);
        }
        disks(session, server);
    }

    private void disks(Session session, ObjectNode server) {
        ArrayNode mapping = Wire.JSON.createArrayNode();
        if (volume != null) {
            mapping.add(BlockDevice.root(volume).json(session));
        }
        blockDevices.forEach(device -> mapping.add(device.json(session)));
        if (!mapping.isEmpty()) {
            server.set("block_device_mapping_v2", mapping);
        }
    }
}
