package io.lunette.server.http.identity;

import io.lunette.model.ExtraAttributes;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Attributes beyond the known ones, which Keystone keeps and shows: {@code email}, and every {@code --property}. */
final class ExtraReading {
    private static final int LONGEST = 255;
    private static final int MOST = 64;
    // What a user or project is shown with, and nobody sets.
    private static final Set<String> SHOWN = Set.of("id", "links", "password_expires_at", "federated");

    private ExtraReading() {}

    /** What is left of {@code owner} once its known fields were asked for. */
    static Field<Map<String, Optional<String>>> read(JsonFields owner) {
        SHOWN.stream().filter(owner::has).forEach(name -> owner.refuse(name, "it cannot be set", "any other name"));
        Field<Map<String, Optional<String>>> others = owner.others(LONGEST);
        return others.get().size() > MOST
                ? owner.refuse("extra", "there are " + others.get().size() + " further attributes", "at most " + MOST)
                : others;
    }

    static void write(JsonWriter out, ExtraAttributes extra) {
        extra.values().forEach(out::put);
    }
}
