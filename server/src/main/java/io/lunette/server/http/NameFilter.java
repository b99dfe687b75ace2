package io.lunette.server.http;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What {@code ?name=} asks for. */
public final class NameFilter {
    private static final int LONGEST = 255;
    private static final Pattern PLAIN = Pattern.compile("[\\w .-]*");

    private NameFilter() {}

    /** Names that are exactly the one asked for; every name when none is. */
    public static Predicate<String> exact(RequestContext request) {
        Optional<String> asked = request.query("name");
        return name -> asked.isEmpty() || asked.get().equals(name);
    }

    /** Names that hold what Nova takes for a regular expression. A text without special characters is sought as it is. */
    public static Outcome<Predicate<String>> regex(RequestContext request) {
        Optional<String> asked = request.query("name");
        if (asked.isEmpty()) {
            return Outcome.done(name -> true);
        }
        String text = asked.get();
        if (PLAIN.matcher(text).matches()) {
            return Outcome.done(name -> name.contains(text));
        }
        return text.length() > LONGEST ? refused(text) : compiled(text);
    }

    private static Outcome<Predicate<String>> compiled(String text) {
        try {
            return Outcome.done(Pattern.compile(text).asPredicate());
        } catch (PatternSyntaxException malformed) {
            return refused(text);
        }
    }

    private static Outcome<Predicate<String>> refused(String text) {
        return Outcome.failed(new RequestFailure.InvalidField(
                "name",
                "'" + Shown.text(text) + "' is not a regular expression",
                "a regular expression of at most " + LONGEST + " characters"));
    }
}
