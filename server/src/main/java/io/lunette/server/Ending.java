package io.lunette.server;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of the process: within 10 s, whatever of the service hangs. */
final class Ending {
    static final Duration LONGEST = Duration.ofSeconds(9);

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private Ending() {}

    /** Closes the service; whether it was closed in time. What was not ends with the process. */
    static boolean close(Runnable closing, Duration longest) {
        Thread closer = Thread.ofPlatform().daemon().name("close").start(closing);
        try {
            if (closer.join(longest)) {
                return true;
            }
            LOG.warn("not everything ended within {} s; what is left ends with the process", longest.toSeconds());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
