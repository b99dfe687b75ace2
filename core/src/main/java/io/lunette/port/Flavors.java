package io.lunette.port;

import io.lunette.model.Flavor;
import java.util.List;
import java.util.Optional;

public interface Flavors {
    /** {@code false} when a flavor of that id or name is there already. */
    boolean insert(Flavor flavor);

    Optional<Flavor> find(String id);

    /** Ordered by memory, then id. */
    List<Flavor> list();

    /** Replaces the flavor of that id; {@code false} when there is none, or the new name is another's. */
    boolean update(Flavor flavor);

    /** {@code false} when there is none. */
    boolean remove(String id);
}
