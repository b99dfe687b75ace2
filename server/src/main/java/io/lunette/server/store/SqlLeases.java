package io.lunette.server.store;

import io.lunette.port.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

final class SqlLeases implements Leases {
    private final Database database;
    private final Clock clock;

    SqlLeases(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> acquire(UUID subject, String owner, Duration length) {
        Instant now = clock.instant();
        // No power cut leaves anybody who could still act on a lease; so none is worth waiting for the disk.
        return database.writeLoosely(session -> {
            int taken = session.sql("""
                            INSERT INTO leases (subject, owner, fence, ends) VALUES (:subject, :owner, 1, :ends)
                            ON CONFLICT (subject) DO UPDATE
                            SET owner = excluded.owner, fence = leases.fence + 1, ends = excluded.ends
                            WHERE leases.owner IS NULL OR leases.owner = excluded.owner OR leases.ends <= :now
                            """)
                    .set("subject", subject.toString())
                    .set("owner", owner)
                    .set("ends", now.plus(length))
                    .set("now", now)
                    .update();
            return taken == 1 ? Optional.of(new Lease(subject, owner, fence(session, subject))) : Optional.empty();
        });
    }

    private static long fence(Session session, UUID subject) {
        return session.sql("SELECT fence FROM leases WHERE subject = :subject")
                .set("subject", subject.toString())
                .first(row -> row.number("fence"))
                .orElseThrow();
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return database.write(session -> ofLease(session.sql("""
                                    UPDATE leases SET ends = :ends
                                    WHERE subject = :subject AND owner = :owner AND fence = :fence
                                    """), lease)
                        .set("ends", clock.instant().plus(length))
                        .update()
                == 1);
    }

    @Override
    public void release(Lease lease) {
        database.writeLoosely(session -> ofLease(session.sql("""
                            UPDATE leases SET owner = NULL
                            WHERE subject = :subject AND owner = :owner AND fence = :fence
                            """), lease).update());
    }

    @Override
    public boolean holds(Lease lease) {
        return database.read(session -> ofLease(session.sql("""
                            SELECT fence FROM leases
                            WHERE subject = :subject AND owner = :owner AND fence = :fence AND ends > :now
                            """), lease)
                .set("now", clock.instant())
                .first(row -> row.number("fence"))
                .isPresent());
    }

    private static Query ofLease(Query query, Lease lease) {
        return query.set("subject", lease.subject().toString())
                .set("owner", lease.owner())
                .set("fence", lease.fence());
    }
}
