package io.lunette.port;

import io.lunette.model.Operation;
import io.lunette.model.ServerId;
import java.util.List;
import java.util.Optional;

public interface Operations {
    /** Operations stay when their server is removed. An id is unique within its server. */
    void insert(Operation operation);

    /** Writes all of it anew; throws {@link IllegalStateException} when there is none of that id. */
    void update(Operation operation);

    /** Newest first. */
    List<Operation> ofServer(ServerId server);

    Optional<Operation> find(ServerId server, String id);
}
