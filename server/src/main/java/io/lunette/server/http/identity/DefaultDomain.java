package io.lunette.server.http.identity;

import io.lunette.failure.Parsed;
import io.lunette.model.Shown;
import io.lunette.server.http.json.JsonFields;
import io.lunette.server.http.json.JsonWriter;

/** The one domain there is. */
final class DefaultDomain {
    static final String ID = "default";
    static final String NAME = "Default";

    private DefaultDomain() {}

    /** The field {@code domain} that users and projects are shown with in tokens. */
    static void write(JsonWriter out) {
        out.object("domain", () -> out.put("id", ID).put("name", NAME));
    }

    static boolean isMeant(String nameOrId) {
        return nameOrId.equalsIgnoreCase(NAME);
    }

    static Parsed<String> parse(String id) {
        return isMeant(id) ? Parsed.valid(ID) : Parsed.invalid("there is no domain '" + Shown.text(id) + "'");
    }

    /** Refuses a {@code domain} object that names another domain. */
    static void require(JsonFields owner) {
        owner.optionalObject("domain").ifPresent(domain -> {
            domain.optionalParsed("id", DefaultDomain::parse, ID);
            domain.optionalParsed("name", DefaultDomain::parse, NAME);
        });
    }

    /** Refuses a {@code domain_id} of another domain. */
    static void requireId(JsonFields owner) {
        owner.optionalParsed("domain_id", DefaultDomain::parse, ID);
    }
}
