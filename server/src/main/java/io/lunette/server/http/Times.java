package io.lunette.server.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Moments as each API prints them; all are UTC. */
public final class Times {
    private static final DateTimeFormatter SECONDS = utc("yyyy-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MICROSECONDS = utc("yyyy-MM-dd'T'HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter MICROSECONDS_ZULU = utc("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

    private Times() {}

    /** {@code 2026-11-23T04:46:00Z}. */
    public static String compute(Instant moment) {
        return SECONDS.format(moment);
    }

    /** {@code 2026-11-23T04:46:00.000000}: Cinder names no zone. */
    public static String volume(Instant moment) {
        return MICROSECONDS.format(moment);
    }

    /** {@code 2026-11-23T04:46:00.000000Z}. */
    public static String identity(Instant moment) {
        return MICROSECONDS_ZULU.format(moment);
    }

    /** {@code 2026-11-23T04:46:00Z}. */
    public static String image(Instant moment) {
        return SECONDS.format(moment);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
}
