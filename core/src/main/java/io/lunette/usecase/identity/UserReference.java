package io.lunette.usecase.identity;

import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.port.Identities;
import java.util.Optional;

/** How a login names its user; the domain is the default one. */
public sealed interface UserReference {
    record ById(UserId id) implements UserReference {}

    record ByName(String name) implements UserReference {}

    default Optional<User> find(Identities identities) {
        return switch (this) {
            case ById byId -> identities.user(byId.id());
            case ByName byName -> identities.userByName(byName.name());
        };
    }
}
