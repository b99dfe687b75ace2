package io.lunette.port;

import io.lunette.model.Host;
import io.lunette.model.HostName;
import java.util.List;
import java.util.Optional;

public interface KnownHosts {
    /** {@code false} when there is one of that name. */
    boolean insert(Host host);

    Optional<Host> find(HostName name);

    /** In the order in which they came; by name where they came at once. */
    List<Host> list();

    /** {@code false} when the row has another revision, or is gone. */
    boolean update(Host changed);

    /** Done as well when it is gone. */
    void remove(HostName name);
}
