package io.lunette.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.model.Flavor;

/** The flavor that a server was booted with, as its row keeps it. */
final class FlavorJson {
    private static final Kept<Flavor> KEPT = new Kept<>(FlavorJson::parse);

    private FlavorJson() {}

    static String text(Flavor flavor) {
        ObjectNode node = Json.object()
                .put("id", flavor.id())
                .put("name", flavor.name())
                .put("vcpus", flavor.vcpus())
                .put("ram_mib", flavor.ramMiB())
                .put("disk_gib", flavor.diskGiB())
                .put("ephemeral_gib", flavor.ephemeralGiB())
                .put("swap_mib", flavor.swapMiB())
                .put("is_public", flavor.isPublic())
                .put("description", flavor.description());
        node.set("extra_specs", Json.of(flavor.extraSpecs()));
        return Json.text(node);
    }

    static Flavor read(String text) {
        return KEPT.read(text);
    }

    private static Flavor parse(String text) {
        JsonNode node = Json.tree(text);
        return new Flavor(
                node.required("id").textValue(),
                node.required("name").textValue(),
                node.required("vcpus").intValue(),
                node.required("ram_mib").intValue(),
                node.required("disk_gib").intValue(),
                node.required("ephemeral_gib").intValue(),
                node.required("swap_mib").intValue(),
                node.required("is_public").booleanValue(),
                node.required("description").textValue(),
                Json.map(node.required("extra_specs")));
    }
}
