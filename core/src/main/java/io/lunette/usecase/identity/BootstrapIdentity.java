package io.lunette.usecase.identity;

import io.lunette.failure.Outcome;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.port.Identities;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Makes the first user of an empty store: {@code admin}, with the role {@code admin} on the project {@code admin}. */
public final class BootstrapIdentity {
    private static final String ADMIN = "admin";
    private static final List<String> ROLES = List.of(ADMIN, "member", "reader");
    private static final int PASSWORD_BYTES = 18;

    private final StateStore store;
    private final Passwords passwords;
    private final Ids ids;

    public BootstrapIdentity(StateStore store, Passwords passwords, Ids ids) {
        this.store = store;
        this.passwords = passwords;
        this.ids = ids;
    }

    /** The first administrator. The password is to be kept in a file of mode 0600; it is stored as a hash only. */
    public record Administrator(String userName, String password, String projectName) {
        @Override
        public String toString() {
            return "Administrator[" + userName + "]";
        }
    }

    /** Empty when the store has users already: then nothing is changed. */
    public Optional<Administrator> bootstrap() {
        if (!store.identities().users().isEmpty()) {
            return Optional.empty();
        }
        String password = generate();
        Outcome<String> hash = passwords.hash(password);
        boolean made = store.atomically(() -> fill(store.identities(), hash.get()));
        return made ? Optional.of(new Administrator(ADMIN, password, ADMIN)) : Optional.empty();
    }

    /** {@code false} when another controller was first. */
    private boolean fill(Identities identities, String hash) {
        if (!identities.users().isEmpty()) {
            return false;
        }
        UserId user = new UserId(IdentityIds.next(ids));
        ProjectId project = new ProjectId(IdentityIds.next(ids));
        identities.insertUser(new User(user, ADMIN, "The first administrator", hash, true));
        identities.insertProject(new Project(project, ADMIN, "The first administrator's project", true));
        for (String name : ROLES) {
            identities.insertRole(new Role(IdentityIds.next(ids), name));
        }
        for (Role role : identities.roles()) {
            if (ROLES.contains(role.name())) {
                identities.assign(new RoleAssignment(user, project, role.id()));
            }
        }
        return true;
    }

    private static String generate() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
