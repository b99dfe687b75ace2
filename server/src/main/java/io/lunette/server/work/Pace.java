package io.lunette.server.work;

import java.time.Duration;

/**
 * How often a controller looks at its database.
 *
 * @param poll for work that is due
 * @param heartbeat to say that it still does what it has begun; four missing ones and it is taken for dead
 */
public record Pace(Duration poll, Duration heartbeat) {
    /** Some two small queries a second, and work of a dead controller taken over within 20 s. */
    public static final Pace MODEST = new Pace(Duration.ofSeconds(2), Duration.ofSeconds(3));
}
