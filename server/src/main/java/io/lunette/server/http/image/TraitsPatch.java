package io.lunette.server.http.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lunette.failure.Failure;
import io.lunette.failure.ImageFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Image;
import io.lunette.model.Shown;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.image.ImageTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes to an image in the form {@code application/openstack-images-v2.1-json-patch}: RFC 6902 on the object that
 * attributes and properties make together, of one level.
 */
record TraitsPatch(List<Step> steps) {
    private static final int MOST_STEPS = 1000;
    private static final Map<String, Operation> OPERATIONS =
            Map.of("add", Operation.ADD, "replace", Operation.REPLACE, "remove", Operation.REMOVE);

    TraitsPatch {
        steps = List.copyOf(steps);
    }

    enum Operation {
        ADD,
        REPLACE,
        REMOVE
    }

    /** One operation on one attribute. */
    record Step(Operation operation, String name, JsonNode value) {}

    static Outcome<TraitsPatch> read(ArrayNode body) {
        List<Step> steps = new ArrayList<>();
        if (body.size() > MOST_STEPS) {
            return refused("the patch has " + body.size() + " operations", "at most " + MOST_STEPS);
        }
        for (JsonNode element : body) {
            switch (step(element)) {
                case Outcome.Failed<Step> failed -> {
                    return failed.as();
                }
                case Outcome.Done<Step> done -> steps.add(done.value());
            }
        }
        return Outcome.done(new TraitsPatch(steps));
    }

    private static Outcome<Step> step(JsonNode element) {
        Operation operation = OPERATIONS.get(element.path("op").asText());
        if (operation == null) {
            return refused("'" + Shown.text(element.path("op").asText()) + "' is no operation", "add, replace, remove");
        }
        String path = element.path("path").asText();
        if (!path.startsWith("/") || path.indexOf('/', 1) >= 0 || path.length() == 1) {
            return refused("'" + Shown.text(path) + "' is no path of one level", "/name");
        }
        if (operation != Operation.REMOVE && !element.has("value")) {
            return refused("an operation has no value", "op, path and value");
        }
        String name = path.substring(1).replace("~1", "/").replace("~0", "~");
        return Outcome.done(new Step(operation, name, element.path("value")));
    }

    /** What the owner says of the image after the changes. */
    Outcome<ImageTraits> apply(Image image) {
        ObjectNode object = object(ImageTraits.of(image));
        for (Step step : steps) {
            Failure problem = problem(step, object);
            if (problem != null) {
                return Outcome.failed(problem);
            }
            if (step.operation() == Operation.REMOVE) {
                object.remove(step.name());
            } else {
                object.set(step.name(), step.value());
            }
        }
        return TraitsReader.read(JsonFields.of(object));
    }

    private static @Nullable Failure problem(Step step, ObjectNode object) {
        if (Attributes.READ_ONLY.contains(step.name())) {
            return new ImageFailure.ReadOnly(step.name(), "the service sets it");
        }
        boolean known = Attributes.WRITABLE.contains(step.name());
        if (known && step.operation() == Operation.REMOVE) {
            return new ImageFailure.ReadOnly(step.name(), "every image has it, so it cannot be removed");
        }
        return known || step.operation() == Operation.ADD || object.has(step.name())
                ? null
                : new ImageFailure.NoSuchAttribute(step.name());
    }

    private static ObjectNode object(ImageTraits traits) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        traits.properties().forEach(object::put);
        object.put(Attributes.NAME, traits.name())
                .put(Attributes.VISIBILITY, Attributes.word(traits.visibility()))
                .put(Attributes.PROTECTED, traits.isProtected())
                .put(Attributes.MIN_DISK, traits.minDiskGiB())
                .put(Attributes.MIN_RAM, traits.minRamMiB());
        traits.diskFormat().ifPresent(format -> object.put(Attributes.DISK_FORMAT, format));
        traits.containerFormat().ifPresent(format -> object.put(Attributes.CONTAINER_FORMAT, format));
        ArrayNode tags = object.putArray(Attributes.TAGS);
        traits.tags().forEach(tags::add);
        return object;
    }

    private static <T> Outcome<T> refused(String problem, String allowed) {
        return Outcome.failed(new RequestFailure.InvalidField("patch", problem, allowed));
    }
}
