package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import io.lunette.server.http.RequestContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Moments as clients write them: ISO 8601 with or without a zone; without one they are UTC. */
public final class Moments {
    private Moments() {}

    /** A moment in the query, if there is one. */
    public static Outcome<Optional<Instant>> query(RequestContext request, String parameter) {
        Optional<String> asked = request.query(parameter);
        return asked.isEmpty()
                ? Outcome.done(Optional.empty())
                : parse(asked.get())
                        .orFail(problem ->
                                new RequestFailure.InvalidField(parameter, problem, "a moment as 2026-11-23T04:46:00Z"))
                        .map(Optional::of);
    }

    static Parsed<Instant> parse(String raw) {
        String text = raw.strip().replace(' ', 'T');
        try {
            return Parsed.valid(read(text));
        } catch (DateTimeException notAMoment) {
            return Parsed.invalid("'" + Shown.text(raw) + "' is not a moment");
        }
    }

    private static Instant read(String text) {
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
