package io.lunette.port;

import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.model.VirtualAdapter;
import java.util.List;
import java.util.Optional;

/** The vHBAs that servers are to have. They go with their server. */
public interface VirtualAdapters {

    /**
     * {@code false} when the server has one, or another server has that port name. {@link IllegalStateException} where
     * there is no such server.
     */
    boolean insert(VirtualAdapter adapter);

    Optional<VirtualAdapter> findByServer(ServerId server);

    /** In the order in which they came; by port name where they came at once. */
    List<VirtualAdapter> onHost(HostName host);

    /** Done as well when the server has none. */
    void remove(ServerId server);
}
