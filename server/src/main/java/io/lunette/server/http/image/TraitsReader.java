package io.lunette.server.http.image;

import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.model.Image.Visibility;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.image.ImageTraits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an owner says of an image from the one object in which attributes and free properties lie together. */
final class TraitsReader {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_PROPERTY = 65_535;
    private static final int MOST_PROPERTIES = 128;

    private TraitsReader() {}

    static Outcome<ImageTraits> read(JsonFields body) {
        Field<Optional<String>> name = body.optionalText(Attributes.NAME, LONGEST_NAME);
        Field<Optional<Visibility>> visibility = body.optionalChoice(Attributes.VISIBILITY, Attributes.VISIBILITIES);
        Field<Optional<String>> disk = body.optionalChoice(Attributes.DISK_FORMAT, Attributes.DISK_FORMATS);
        Field<Optional<String>> container =
                body.optionalChoice(Attributes.CONTAINER_FORMAT, Attributes.CONTAINER_FORMATS);
        Field<Optional<Long>> minDisk = body.optionalInteger(Attributes.MIN_DISK, 0, Integer.MAX_VALUE);
        Field<Optional<Long>> minRam = body.optionalInteger(Attributes.MIN_RAM, 0, Integer.MAX_VALUE);
        Field<Optional<Boolean>> isProtected = body.optionalBool(Attributes.PROTECTED);
        Field<List<String>> tags = body.texts(Attributes.TAGS, LONGEST_NAME);
        refuseHidden(body);
        Map<String, Field<String>> properties = properties(body);
        return body.outcome(() -> new ImageTraits(
                name.get().orElse(""),
                visibility.get().orElse(Visibility.SHARED),
                disk.get(),
                container.get(),
                minDisk.get().orElse(0L).intValue(),
                minRam.get().orElse(0L).intValue(),
                isProtected.get().orElse(false),
                tags.get().stream().distinct().toList(),
                values(properties)));
    }

    private static void refuseHidden(JsonFields body) {
        body.optionalBool(Attributes.HIDDEN);
        if (body.node(Attributes.HIDDEN).asBoolean()) {
            body.refuse(Attributes.HIDDEN, "images cannot be hidden here", "false; or make the image community");
        }
    }

    private static Map<String, Field<String>> properties(JsonFields body) {
        Map<String, Field<String>> properties = new LinkedHashMap<>();
        for (String name : body.names()) {
            if (Attributes.READ_ONLY.contains(name)) {
                body.refuse(new ImageFailure.ReadOnly(name, "the service sets it"));
            } else if (!Attributes.WRITABLE.contains(name)) {
                properties.put(name, property(body, name));
            }
        }
        if (properties.size() > MOST_PROPERTIES) {
            body.refuse("properties", "there are " + properties.size(), "at most " + MOST_PROPERTIES);
        }
        return properties;
    }

    private static Field<String> property(JsonFields body, String name) {
        return name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME
                ? body.refuse("property", "a name has " + name.length() + " characters", "1 to " + LONGEST_NAME)
                : body.text(name, 0, LONGEST_PROPERTY);
    }

    private static Map<String, String> values(Map<String, Field<String>> properties) {
        Map<String, String> values = new LinkedHashMap<>();
        properties.forEach((name, field) -> values.put(name, field.get()));
        return values;
    }
}
