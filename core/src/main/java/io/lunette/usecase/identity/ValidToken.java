package io.lunette.usecase.identity;

import io.lunette.model.Caller;
import io.lunette.model.Project;
import io.lunette.model.Role;
import io.lunette.model.Token;
import io.lunette.model.User;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A token that is good now, and what it stands for.
 *
 * @param project empty for an unscoped token
 * @param roles what the user has on the project; none for an unscoped token
 */
public record ValidToken(Token token, User user, Optional<Project> project, List<Role> roles) {
    public ValidToken {
        roles = List.copyOf(roles);
    }

    public boolean isAdmin() {
        return roles.stream().anyMatch(role -> role.name().equals("admin"));
    }

    /** The caller of a request in the token's project; empty for an unscoped token. */
    public Optional<Caller> caller(String requestId) {
        return project.map(
                scope -> new Caller(user.id(), user.name(), scope.id(), scope.name(), roleNames(), requestId));
    }

    private Set<String> roleNames() {
        return roles.stream().map(Role::name).collect(Collectors.toUnmodifiableSet());
    }
}
