package io.lunette.server.http.volume;

import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.Shown;
import io.lunette.model.Volume;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** {@code created_at=gte:2026-11-01T00:00:00,lt:2026-12-01T00:00:00}: every comparison must hold (3.60). */
final class TimeFilter {
    private static final Map<String, IntPredicate> OPERATORS = Map.of(
            "gt", order -> order > 0,
            "gte", order -> order >= 0,
            "eq", order -> order == 0,
            "neq", order -> order != 0,
            "lt", order -> order < 0,
            "lte", order -> order <= 0);

    private TimeFilter() {}

    static Outcome<Predicate<Volume>> parse(String field, String text, Function<Volume, Instant> moment) {
        Predicate<Volume> all = volume -> true;
        for (String comparison : text.split(",", -1)) {
            String[] parts = comparison.split(":", 2);
            IntPredicate operator = OPERATORS.get(parts[0]);
            Optional<Instant> limit = parts.length == 2 ? instant(parts[1]) : Optional.empty();
            if (operator == null || limit.isEmpty()) {
                return Outcome.failed(new RequestFailure.InvalidField(
                        field,
                        "'" + Shown.text(comparison) + "' is not a comparison with a time",
                        "gt, gte, eq, neq, lt or lte, a colon, and a time as 2026-11-23T04:46:00"));
            }
            all = all.and(volume -> operator.test(moment.apply(volume).compareTo(limit.get())));
        }
        return Outcome.done(all);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(
                    text.endsWith("Z")
                            ? Instant.parse(text)
                            : LocalDateTime.parse(text, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
