package io.lunette.model;

import java.util.Set;

/** Who asks: the user and project of a valid token, and the roles the user has there. */
public record Caller(
        UserId user, String userName, ProjectId project, String projectName, Set<String> roles, String requestId) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean isAdmin() {
        return roles.contains("admin");
    }

    /** Whether resources of {@code owner} are this caller's to see. */
    public boolean mayUse(ProjectId owner) {
        return isAdmin() || project.equals(owner);
    }
}
