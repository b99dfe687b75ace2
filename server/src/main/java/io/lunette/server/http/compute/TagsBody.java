package io.lunette.server.http.compute;

import io.lunette.failure.Parsed;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import java.util.List;
import java.util.function.Supplier;

/** A list of tags in a body. */
final class TagsBody {
    private TagsBody() {}

    static Supplier<List<String>> list(JsonFields fields, int most) {
        Field<List<String>> tags = fields.texts("tags", 60);
        if (fields.node("tags").size() > most) {
            fields.refuse("tags", "there are " + fields.node("tags").size(), "at most " + most + " tags");
        }
        fields.node("tags").forEach(tag -> {
            if (ServerNames.parseTag(tag.asText()) instanceof Parsed.Invalid<String>(String problem)) {
                fields.refuse("tags", problem, ServerNames.TAG_ALLOWED);
            }
        });
        return tags;
    }
}
