package io.lunette.port;

import io.lunette.model.ServerId;
import java.time.Duration;
import java.util.Optional;

/** Who may change a server now, over all controllers: a row with an owner, an end, and a number that only grows. */
public interface Leases {

    /**
     * The right to change a server for a while.
     *
     * @param fence grows with each lease of a server; work that carries an older one is void */
    record Lease(ServerId server, String owner, long fence) {}

    /**
     * The lease, or empty when another owner holds one that has not ended. An owner that holds one gets a newer one at
     * once, and its older one is void. The server need not be known to the store yet.
     */
    Optional<Lease> acquire(ServerId server, String owner, Duration length);

    /** Lets it end {@code length} from now; {@code false} when it was given back, or ended and another took it. */
    boolean renew(Lease lease, Duration length);

    /** Gives it back. Nothing happens when it is not ours any more. */
    void release(Lease lease);

    /** Whether it is still ours: not ended, not given back, and none newer. */
    boolean holds(Lease lease);
}
