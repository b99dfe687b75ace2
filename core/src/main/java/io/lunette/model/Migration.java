package io.lunette.model;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A live migration of a server, which is remembered after the server is gone.
 *
 * @param id also the journal's, while it is under way
 * @param number what the Compute API calls it by, from 1 on
 * @param project of who asked for it
 * @param user who asked for it
 */
public record Migration(
        UUID id,
        long number,
        ServerId server,
        ProjectId project,
        UserId user,
        HostName source,
        HostName target,
        Status status,
        Instant created,
        Instant updated) {

    /** In the words of the Compute API. */
    public enum Status {
        PREPARING,
        RUNNING,
        /** Somebody asked to end it; the API calls it running. */
        ABORTING,
        COMPLETED,
        CANCELLED,
        ERROR;

        public boolean isUnderWay() {
            return this == PREPARING || this == RUNNING || this == ABORTING;
        }

        public String wire() {
            return (this == ABORTING ? RUNNING : this).name().toLowerCase(Locale.ROOT);
        }
    }

    public Migration with(Status newStatus, Instant now) {
        return new Migration(id, number, server, project, user, source, target, newStatus, created, now);
    }
}
