package io.lunette.port;

import io.lunette.model.Cluster;
import io.lunette.model.ClusterId;
import io.lunette.model.ProjectId;
import java.util.List;
import java.util.Optional;

public interface Clusters {
    /** {@code false} when the project has one of that name. */
    boolean insert(Cluster cluster);

    Optional<Cluster> find(ClusterId id);

    /** All clusters of a project, or of every project when {@code project} is empty. */
    List<Cluster> list(Optional<ProjectId> project);

    /** {@code false} when the row has another revision, or is gone. */
    boolean update(Cluster changed);

    /** Done as well when it is gone. */
    void remove(ClusterId id);
}
