package io.lunette.port;

import java.time.Duration;
import java.util.UUID;

/**
 * Sees to it that work which is written down is taken up, by whichever controller is alive. Both methods belong to the
 * transaction of the {@link StateStore#atomically} around them.
 */
public interface Revival {
    /** The work is taken up in {@code after}, and again when whoever does it dies; a later call sets a new time. */
    void watch(UUID work, Duration after);

    /** The work has ended. */
    void forget(UUID work);
}
