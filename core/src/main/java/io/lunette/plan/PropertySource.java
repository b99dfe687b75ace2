package io.lunette.plan;

import io.lunette.model.ImageId;
import io.lunette.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Properties that have a say in how a disk is shown, such as {@code hw_scsi_model}. The sources of one decision are
 * ordered, the strongest first: the volume's metadata, its image metadata, the server's image.
 *
 * @param owner whose they are, for telling people: {@code volume 0c59...}
 * @param setting the command that changes one, with {@code %s} for {@code key=value}
 * @param marksPassthrough whether {@code hw_scsi_model=virtio-scsi} here makes the volume a LUN: in a volume's own metadata
 *     alone, since stock images carry it for emulated disks
 */
public record PropertySource(String owner, Map<String, String> properties, String setting, boolean marksPassthrough) {
    public PropertySource {
        properties = Map.copyOf(properties);
    }

    /** What a volume that exists says, then what its server's image says. */
    public static List<PropertySource> ofVolume(Volume volume, Map<String, String> serverImage) {
        String set = "openstack volume set --property %s " + volume.id();
        return List.of(
                new PropertySource("volume " + volume.id(), volume.metadata(), set, true),
                new PropertySource(
                        "the image of volume " + volume.id(),
                        volume.imageMetadata(),
                        "openstack volume set --image-property %s " + volume.id(),
                        false),
                new PropertySource("the server's image", serverImage, set, false));
    }

    /** What is said of a disk that is yet to be made: by the image it is made of, if any, then by its server's. */
    public static List<PropertySource> ofNew(
            Optional<ImageId> image, Map<String, String> imageProperties, Map<String, String> serverImage) {
        List<PropertySource> sources = new ArrayList<>();
        image.ifPresent(id -> sources.add(
                new PropertySource("image " + id, imageProperties, "openstack image set --property %s " + id, false)));
        sources.add(new PropertySource(
                "the server's image",
                serverImage,
                "Make the volume first, and: openstack volume set --property %s VOLUME",
                false));
        return sources;
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(properties.get(key));
    }

    /** The command that gives a property this value. */
    String command(String key, String value) {
        return setting.formatted(key + "=" + value);
    }
}
