package io.lunette.model;

/**
 * A person or a program that can ask for tokens.
 *
 * @param passwordHash as the identity use case made it; never shown */
public record User(UserId id, String name, String description, String passwordHash, boolean enabled) {
    @Override
    public String toString() {
        return "User[" + id + ", " + name + "]";
    }
}
