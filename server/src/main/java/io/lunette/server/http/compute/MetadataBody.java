package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.ServerMetadata;
import java.util.Map;

/** Metadata and extra specs in a body: an object of strings. */
final class MetadataBody {
    private static final int LONGEST = 255;

    private MetadataBody() {}

    static Field<Map<String, String>> entries(JsonFields fields, String name) {
        Field<Map<String, String>> entries = fields.texts(name, LONGEST, LONGEST);
        if (fields.node(name).size() > ServerMetadata.LARGEST) {
            fields.refuse(
                    name,
                    "there are " + fields.node(name).size() + " entries",
                    "at most " + ServerMetadata.LARGEST + " entries");
        }
        return entries;
    }

    /** {@code {"metadata": {...}}}. */
    static Outcome<Map<String, String>> read(JsonFields body, String name) {
        if (!body.has(name)) {
            body.refuse(new RequestFailure.MissingField(name));
        }
        Field<Map<String, String>> entries = entries(body, name);
        body.refuseUnknown();
        return body.outcome(entries);
    }

    /** {@code {"meta": {"KEY": "..."}}}: one entry, the one that the path names. */
    static Outcome<Map<String, String>> readOne(JsonFields body, String name, String key) {
        return read(body, name)
                .then(entries -> entries.keySet().equals(java.util.Set.of(key))
                        ? Outcome.done(entries)
                        : Outcome.failed(new RequestFailure.InvalidField(
                                name, "it is not the one entry that the URL names", "one entry '" + key + "'")));
    }
}
