package io.lunette.server.store;

import io.lunette.model.ServerId;
import io.lunette.port.Leases;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

final class SqlLeases implements Leases {
    private final Database database;
    private final Clock clock;

    SqlLeases(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Lease> acquire(ServerId server, String owner, Duration length) {
        Instant now = clock.instant();
        // No power cut leaves anybody who could still act on a lease; so none is worth waiting for the disk.
        return database.writeLoosely(session -> {
            int taken = session.sql("""
                            INSERT INTO leases (server_id, owner, fence, ends) VALUES (:server_id, :owner, 1, :ends)
                            ON CONFLICT (server_id) DO UPDATE
                            SET owner = excluded.owner, fence = leases.fence + 1, ends = excluded.ends
                            WHERE leases.owner IS NULL OR leases.owner = excluded.owner OR leases.ends <= :now
                            """)
                    .set("server_id", server.toString())
                    .set("owner", owner)
                    .set("ends", now.plus(length))
                    .set("now", now)
                    .update();
            return taken == 1 ? Optional.of(new Lease(server, owner, fence(session, server))) : Optional.empty();
        });
    }

    private static long fence(Session session, ServerId server) {
        return session.sql("SELECT fence FROM leases WHERE server_id = :server_id")
                .set("server_id", server.toString())
                .first(row -> row.number("fence"))
                .orElseThrow();
    }

    @Override
    public boolean renew(Lease lease, Duration length) {
        return database.write(session -> ofLease(session.sql("""
                                    UPDATE leases SET ends = :ends
                                    WHERE server_id = :server_id AND owner = :owner AND fence = :fence
                                    """), lease)
                        .set("ends", clock.instant().plus(length))
                        .update()
                == 1);
    }

    @Override
    public void release(Lease lease) {
        database.writeLoosely(session -> ofLease(session.sql("""
                            UPDATE leases SET owner = NULL
                            WHERE server_id = :server_id AND owner = :owner AND fence = :fence
                            """), lease).update());
    }

    @Override
    public boolean holds(Lease lease) {
        return database.read(session -> ofLease(session.sql("""
                            SELECT fence FROM leases
                            WHERE server_id = :server_id AND owner = :owner AND fence = :fence AND ends > :now
                            """), lease)
                .set("now", clock.instant())
                .first(row -> row.number("fence"))
                .isPresent());
    }

    private static Query ofLease(Query query, Lease lease) {
        return query.set("server_id", lease.server().toString())
                .set("owner", lease.owner())
                .set("fence", lease.fence());
    }
}
