package io.lunette.server.http.compute;

import io.lunette.failure.Parsed;
import io.lunette.model.Shown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Moments as clients write them: ISO 8601 with or without a zone; without one they are UTC. */
final class Moments {
    private Moments() {}

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
