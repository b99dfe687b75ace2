package io.lunette.server.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;

/** Moments as each API prints them; all are UTC. */
public final class Times {
    private static final int MICROSECOND_DIGITS = 6;

    private Times() {}

    /** {@code 2026-11-23T04:46:00Z}. */
    public static String compute(Instant moment) {
        return seconds(moment).append('Z').toString();
    }

    /** {@code 2026-11-23T04:46:00.000000}: Cinder names no zone. */
    public static String volume(Instant moment) {
        return microseconds(moment).toString();
    }

    /** {@code 2026-11-23T04:46:00.000000Z}. */
    public static String identity(Instant moment) {
        return microseconds(moment).append('Z').toString();
    }

    /** {@code 2026-11-23T04:46:00Z}. */
    public static String image(Instant moment) {
        return compute(moment);
    }

    // By hand, because a list of servers spends a tenth of its time in DateTimeFormatter.
    private static StringBuilder seconds(Instant moment) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(32);
        digits(text, utc.getYear(), 4).append('-');
        digits(text, utc.getMonthValue(), 2).append('-');
        digits(text, utc.getDayOfMonth(), 2).append('T');
        digits(text, utc.getHour(), 2).append(':');
        digits(text, utc.getMinute(), 2).append(':');
        return digits(text, utc.getSecond(), 2);
    }

    private static StringBuilder microseconds(Instant moment) {
        int micros = moment.get(ChronoField.MICRO_OF_SECOND);
        return digits(seconds(moment).append('.'), micros, MICROSECOND_DIGITS);
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        String plain = Integer.toString(number);
        return text.repeat('0', width - plain.length()).append(plain);
    }
}
