package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.model.Flavor;
import io.lunette.model.Shown;
import io.lunette.port.Ids;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The body of {@code POST /flavors} (nova, schemas/flavors.py). */
record FlavorBody(Ids ids) {
    // Blanks within, not at the edges.
    private static final Pattern ID = Pattern.compile("(?! )[a-zA-Z0-9. _-]{1,255}(?<! )");
    private static final long MOST_VCPUS = 1024;
    private static final long MOST = Integer.MAX_VALUE;

    Outcome<Flavor> read(RequestContext request, JsonFields body) {
        JsonFields flavor = body.object("flavor");
        body.refuseUnknown();
        Field<String> name = flavor.parsed("name", ServerNames::parse, ServerNames.ALLOWED);
        Supplier<Optional<String>> id = id(flavor);
        Field<Long> vcpus = flavor.integer("vcpus", 1, MOST_VCPUS);
        Field<Long> ram = flavor.integer("ram", 1, MOST);
        Field<Long> disk = flavor.integer("disk", 0, MOST);
        Field<Optional<Long>> ephemeral = flavor.optionalInteger("OS-FLV-EXT-DATA:ephemeral", 0, MOST);
        Field<Optional<Long>> swap = flavor.optionalInteger("swap", 0, MOST);
        Field<Optional<Boolean>> isPublic = flavor.optionalBool("os-flavor-access:is_public");
        Field<Optional<String>> description =
                request.since(2, 55) ? flavor.optionalText("description", 65535) : Field.absent();
        // There is no network whose rate it could be a factor of.
        flavor.ignore("rxtx_factor");
        flavor.refuseUnknown();
        return body.outcome(() -> new Flavor(
                id.get().orElseGet(() -> ids.next().toString()),
                name.get(),
                vcpus.get().intValue(),
                ram.get().intValue(),
                disk.get().intValue(),
                ephemeral.get().orElse(0L).intValue(),
                swap.get().orElse(0L).intValue(),
                isPublic.get().orElse(true),
                description.get().orElse(""),
                Map.of()));
    }

    /** A text or a number; {@code auto} or nothing means one of ours. */
    private static Supplier<Optional<String>> id(JsonFields flavor) {
        if (flavor.node("id").isIntegralNumber()) {
            String number = flavor.node("id").asText();
            return () -> Optional.of(number);
        }
        Field<Optional<String>> id =
                flavor.optionalParsed("id", FlavorBody::parseId, "letters, digits, blanks, '.', '-' and '_'");
        return () -> id.get().filter(text -> !text.equals("auto"));
    }

    private static Parsed<String> parseId(String raw) {
        return ID.matcher(raw).matches()
                ? Parsed.valid(raw)
                : Parsed.invalid("'" + Shown.text(raw) + "' is not a flavor's id");
    }
}
