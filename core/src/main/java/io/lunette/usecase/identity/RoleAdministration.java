package io.lunette.usecase.identity;

import io.lunette.failure.Failure;
import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.UserId;
import io.lunette.port.Identities;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Optional;

/** Roles, and who has which on what project. */
public final class RoleAdministration {
    private static final String ROLE = "role";
    private static final String ADMIN = "admin";

    private final StateStore store;
    private final TokenCache cache;
    private final Ids ids;

    public RoleAdministration(StateStore store, TokenCache cache, Ids ids) {
        this.store = store;
        this.cache = cache;
        this.ids = ids;
    }

    public Outcome<List<Role>> list(ValidToken by) {
        return Rights.admin(by, "list roles").map(yes -> store.identities().roles());
    }

    public Outcome<Role> show(ValidToken by, String id) {
        return Rights.admin(by, "see roles").then(yes -> find(id));
    }

    public Outcome<Role> create(ValidToken by, String name, String description) {
        return Rights.admin(by, "create roles").then(yes -> {
            Role role = new Role(IdentityIds.next(ids), name, description);
            return store.identities().insertRole(role)
                    ? Outcome.done(role)
                    : Outcome.failed(new IdentityFailure.NameTaken(ROLE, name));
        });
    }

    /** Changes what is given. The role {@code admin} keeps its name: who may do what hangs on it. */
    public Outcome<Role> update(ValidToken by, String id, Optional<String> name, Optional<String> description) {
        return Rights.admin(by, "change roles").then(yes -> find(id)).then(role -> {
            Role changed = new Role(id, name.orElse(role.name()), description.orElse(role.description()));
            if (role.name().equals(ADMIN) && !changed.name().equals(ADMIN)) {
                return Outcome.failed(new IdentityFailure.AdminRoleStays("renamed"));
            }
            boolean saved = store.identities().updateRole(changed);
            cache.forget();
            return saved ? Outcome.done(changed) : Outcome.failed(new IdentityFailure.NameTaken(ROLE, changed.name()));
        });
    }

    /** The role {@code admin} stays: without it nobody could administer anything. */
    public Outcome<Unit> delete(ValidToken by, String id) {
        return Rights.admin(by, "delete roles").then(yes -> find(id)).then(role -> {
            if (role.name().equals(ADMIN)) {
                return Outcome.failed(new IdentityFailure.AdminRoleStays("deleted"));
            }
            store.identities().removeRole(id);
            cache.forget();
            return Outcome.done();
        });
    }

    /** Everything that is assigned; for others than administrators, what they have themselves. */
    public Outcome<List<RoleAssignment>> assignments(ValidToken by) {
        return Outcome.done(
                by.isAdmin()
                        ? store.identities().assignments()
                        : store.identities().assignmentsOf(by.user().id()));
    }

    public Outcome<Unit> assign(ValidToken by, RoleAssignment assignment) {
        return Rights.admin(by, "assign roles")
                .then(yes -> allThere(assignment))
                .then(there -> {
                    store.identities().assign(assignment);
                    cache.forget();
                    return Outcome.done();
                });
    }

    public Outcome<Unit> unassign(ValidToken by, RoleAssignment assignment) {
        return Rights.admin(by, "take roles away").then(yes -> {
            boolean removed = store.identities().unassign(assignment);
            cache.forget();
            return removed ? Outcome.done() : Outcome.failed(notFound(assignment.roleId()));
        });
    }

    /** Done when the user has the role on the project. */
    public Outcome<Unit> check(ValidToken by, RoleAssignment assignment) {
        return Rights.admin(by, "see role assignments")
                .then(yes -> has(assignment) ? Outcome.done() : Outcome.failed(notFound(assignment.roleId())));
    }

    /** The roles that a user has on a project. */
    public Outcome<List<Role>> rolesOn(ValidToken by, UserId user, ProjectId project) {
        return Rights.admin(by, "see role assignments")
                .map(yes -> ValidateToken.roles(store.identities(), user, project));
    }

    private boolean has(RoleAssignment assignment) {
        return store.identities().assignmentsOf(assignment.user()).contains(assignment);
    }

    private Outcome<Unit> allThere(RoleAssignment wanted) {
        Identities identities = store.identities();
        if (identities.user(wanted.user()).isEmpty()) {
            return Outcome.failed(
                    new IdentityFailure.NotFound("user", wanted.user().text()));
        }
        if (identities.project(wanted.project()).isEmpty()) {
            return Outcome.failed(
                    new IdentityFailure.NotFound("project", wanted.project().text()));
        }
        return find(wanted.roleId()).then(role -> Outcome.done());
    }

    private Outcome<Role> find(String id) {
        Optional<Role> role = store.identities().roles().stream()
                .filter(known -> known.id().equals(id))
                .findFirst();
        return Outcome.of(role, notFound(id));
    }

    private static Failure notFound(String id) {
        return new IdentityFailure.NotFound(ROLE, id);
    }
}
