package io.lunette.port;

import io.lunette.model.Operation;
import io.lunette.model.ProjectId;
import io.lunette.model.ServerId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

public interface Operations {
    /**
     * Which operations to list; all that is said must hold.
     *
     * @param project those on servers that are this project's, or that it booted and that are gone, whoever did the work
     * @param since those that were under way at that moment or began later
     */
    record Selection(
            Optional<ProjectId> project,
            Optional<ServerId> server,
            Optional<String> id,
            Optional<String> action,
            boolean running,
            Optional<Instant> since) {
        /** Every operation. */
        public static final Selection ALL = new Selection(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /** The word of the Compute API for the work that makes a server. */
    String CREATE = "create";

    /** Operations stay when their server is removed. An id is unique within its server. */
    void insert(Operation operation);

    /** Writes all of it anew; throws {@link IllegalStateException} when there is none of that id. */
    void update(Operation operation);

    /**
     * As {@link #update}, for what is told on the way: a power cut may lose it, and with it the power of all that it told
     * of. A crash of the program does not.
     */
    void progress(Operation operation);

    /** Newest first. */
    List<Operation> ofServer(ServerId server);

    Optional<Operation> find(ServerId server, String id);

    /**
     * At most {@code limit} of them, newest first: by start, then id, then server.
     *
     * @param after the last one of the part before, which need not be there any more
     */
    List<Operation> list(Selection selection, Optional<Operation> after, int limit);
}
