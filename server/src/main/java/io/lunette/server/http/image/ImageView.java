package io.lunette.server.http.image;

import io.lunette.model.Image;
import io.lunette.server.http.Times;
import io.lunette.server.http.json.JsonWriter;

/** An image as Image v2 shows it: free properties beside the attributes. */
final class ImageView {
    private ImageView() {}

    static void write(JsonWriter out, Image image) {
        image.properties().forEach(out::put);
        describe(out, image);
        String self = "/v2/images/" + image.id();
        out.put("id", image.id().toString())
                .put("status", Attributes.word(image.status()))
                .put("owner", image.project().text())
                .putNumber("size", image.sizeBytes())
                .putNumber("virtual_size", image.virtualSizeBytes())
                .put("checksum", image.md5())
                .put("os_hash_algo", image.sha512().map(hash -> "sha512"))
                .put("os_hash_value", image.sha512())
                .put("created_at", Times.image(image.created()))
                .put("updated_at", Times.image(image.updated()))
                .put("self", self)
                .put("file", self + "/file")
                .put("schema", "/v2/schemas/image");
    }

    /** What the owner says of it. */
    private static void describe(JsonWriter out, Image image) {
        out.put(Attributes.NAME, image.name())
                .put(Attributes.VISIBILITY, Attributes.word(image.visibility()))
                .put(Attributes.PROTECTED, image.isProtected())
                .put(Attributes.HIDDEN, false)
                .put(Attributes.MIN_DISK, image.minDiskGiB())
                .put(Attributes.MIN_RAM, image.minRamMiB())
                .put(Attributes.DISK_FORMAT, image.diskFormat())
                .put(Attributes.CONTAINER_FORMAT, image.containerFormat())
                .texts(Attributes.TAGS, image.tags());
    }
}
