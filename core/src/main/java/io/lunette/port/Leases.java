package io.lunette.port;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Who may change a server, or a volume that is made or removed, over all controllers: a row with an owner, an end, and a number that only grows. */
public interface Leases {

    /**
     * The right to change something for a while.
     *
     * @param subject the id of the server or volume
     * @param fence grows with each lease of a subject; work that carries an older one is void */
    record Lease(UUID subject, String owner, long fence) {}

    /**
     * The lease, or empty when another owner holds one that has not ended. An owner that holds one gets a newer one at
     * once, and its older one is void. The subject need not be known to the store yet.
     */
    Optional<Lease> acquire(UUID subject, String owner, Duration length);

    /** Lets it end {@code length} from now; {@code false} when it was given back, or ended and another took it. */
    boolean renew(Lease lease, Duration length);

    /** Gives it back. Nothing happens when it is not ours any more. */
    void release(Lease lease);

    /** Whether it is still ours: not ended, not given back, and none newer. */
    boolean holds(Lease lease);
}
