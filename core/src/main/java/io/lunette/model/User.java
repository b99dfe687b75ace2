package io.lunette.model;

import java.util.Optional;

/**
 * A person or a program that can ask for tokens.
 *
 * @param passwordHash as the identity use case made it; never shown
 */
public record User(
        UserId id, String name, String description, String passwordHash, boolean enabled, ExtraAttributes extra) {
    /** The attribute that names the project of a login which names none. */
    public static final String DEFAULT_PROJECT = "default_project_id";

    public User(UserId id, String name, String description, String passwordHash, boolean enabled) {
        this(id, name, description, passwordHash, enabled, ExtraAttributes.NONE);
    }

    public User withPasswordHash(String hash) {
        return new User(id, name, description, hash, enabled, extra);
    }

    /** Whether there is such a project, and the user may use it, is another question. */
    public Optional<ProjectId> defaultProject() {
        return Optional.ofNullable(extra.values().get(DEFAULT_PROJECT)).map(ProjectId::new);
    }

    @Override
    public String toString() {
        return "User[" + id + ", " + name + "]";
    }
}
