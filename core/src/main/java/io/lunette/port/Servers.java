package io.lunette.port;

import io.lunette.model.HostName;
import io.lunette.model.ProjectId;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import java.util.List;
import java.util.Optional;

public interface Servers {
    void insert(Server server);

    Optional<Server> find(ServerId id);

    /** All servers of a project, or of every project when {@code project} is empty. */
    List<Server> list(Optional<ProjectId> project);

    List<Server> onHost(HostName host);

    /** {@code false} when the row has another revision, or is gone. */
    boolean update(Server changed);

    void remove(ServerId id);
}
