package io.lunette.server.http.compute;

import com.fasterxml.jackson.databind.JsonNode;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.BlockDeviceMapping;
import io.lunette.model.ImageId;
import io.lunette.model.Shown;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.BootServer;
import io.lunette.usecase.server.ServerTags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The body of {@code POST /servers} (nova, schemas/servers.py). */
public record CreateServerBody(RequestContext context) {
    private static final int MOST_AT_ONCE = 100;
    private static final int LONGEST_DESCRIPTION = 255;

    /**
     * What is asked for.
     *
     * @param reservation whether the answer is to be what names the servers together, and not the first of them
     */
    public record Wanted(BootServer.Request request, int min, int max, boolean reservation) {}

    public Outcome<Wanted> read(JsonFields body) {
        body.ignore("os:scheduler_hints", "OS-SCH-HNT:scheduler_hints");
        JsonFields server = body.object("server");
        body.refuseUnknown();
        Supplier<BootServer.Request> request = request(server);
        Field<Optional<Long>> min = server.optionalInteger("min_count", 1, MOST_AT_ONCE);
        Field<Optional<Long>> max = server.optionalInteger("max_count", 1, MOST_AT_ONCE);
        Field<Optional<Boolean>> reservation = server.optionalBool("return_reservation_id");
        new NetworkReading(context).read(server);
        new NotOfferedReading(context).read(server);
        server.optionalChoice("OS-DCF:diskConfig", Map.of("AUTO", "AUTO", "MANUAL", "MANUAL"));
        server.refuseUnknown();
        return body.outcome(() -> counted(
                        request.get(), min.get(), max.get(), reservation.get().orElse(false)))
                .then(CreateServerBody::consistent);
    }

    private static Wanted counted(
            BootServer.Request request, Optional<Long> min, Optional<Long> max, boolean reservation) {
        long fewest = min.orElse(1L);
        return new Wanted(request, (int) fewest, max.orElse(fewest).intValue(), reservation);
    }

    private static Outcome<Wanted> consistent(Wanted wanted) {
        return wanted.min() <= wanted.max()
                ? Outcome.done(wanted)
                : Outcome.failed(new RequestFailure.InvalidField(
                        "min_count",
                        "min_count must be <= max_count, and " + wanted.min() + " is not <= " + wanted.max(),
                        "1 to " + wanted.max()));
    }

    private Supplier<BootServer.Request> request(JsonFields server) {
        Field<String> name = server.parsed("name", ServerNames::parse, ServerNames.ALLOWED);
        Field<Optional<String>> description =
                context.since(2, 19) ? server.optionalText("description", LONGEST_DESCRIPTION) : Field.absent();
        Supplier<String> flavor = flavor(server);
        Supplier<Optional<ImageId>> image = image(server);
        Supplier<List<BlockDeviceMapping>> devices = new BlockDeviceReading(
                        context, !server.node("imageRef").asText("").isEmpty())
                .read(server);
        Field<Map<String, String>> metadata = MetadataBody.entries(server, "metadata");
        Supplier<List<String>> tags = tags(server);
        Field<Optional<String>> key = server.optionalText("key_name", 255);
        Supplier<PlacementReading.Where> where = new PlacementReading(context).read(server);
        return () -> new BootServer.Request(
                name.get(),
                description.get().orElse(""),
                flavor.get(),
                image.get(),
                devices.get(),
                metadata.get(),
                tags.get(),
                key.get(),
                where.get().zone(),
                where.get().host());
    }

    /** An id or a URL that ends in one; some clients send a number. */
    private static Supplier<String> flavor(JsonFields server) {
        JsonNode flavor = server.node("flavorRef");
        if (!server.has("flavorRef")) {
            server.refuse(new RequestFailure.MissingField("flavorRef"));
        } else if (!flavor.isValueNode() || flavor.asText().isEmpty()) {
            server.refuse("flavorRef", "it names no flavor", "a flavor's id");
        }
        return () -> lastSegment(flavor.asText());
    }

    private static Supplier<Optional<ImageId>> image(JsonFields server) {
        String text = lastSegment(server.node("imageRef").asText(""));
        if (text.isEmpty() || !server.has("imageRef")) {
            return Optional::empty;
        }
        Optional<ImageId> image = ImageId.parse(text).toOptional();
        if (image.isEmpty()) {
            server.refuse("imageRef", "'" + Shown.text(text) + "' is not a UUID", "the UUID of an image");
        }
        return () -> image;
    }

    private static String lastSegment(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private Supplier<List<String>> tags(JsonFields server) {
        return context.since(2, 52) ? TagsBody.list(server, ServerTags.LARGEST) : List::of;
    }
}
