package io.lunette.port;

import io.lunette.model.Keypair;
import io.lunette.model.UserId;
import java.util.List;
import java.util.Optional;

public interface Keypairs {
    /** {@code false} when the user has one of that name. */
    boolean insert(Keypair keypair);

    Optional<Keypair> find(UserId user, String name);

    /** Ordered by name. */
    List<Keypair> list(UserId user);

    /** {@code false} when there is none. */
    boolean remove(UserId user, String name);
}
