package io.lunette.simulate.store;

import static io.lunette.simulate.store.Rules.require;

import io.lunette.failure.Unit;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.model.UserId;
import io.lunette.port.Identities;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class InMemoryIdentities implements Identities {
    private final Tables tables;

    InMemoryIdentities(Tables tables) {
        this.tables = tables;
    }

    @Override
    public boolean insertUser(User user) {
        return tables.memory.atomically(() -> userNameIsFree(user) && tables.users.insert(user.id(), user));
    }

    @Override
    public Optional<User> user(UserId id) {
        return tables.users.find(id);
    }

    @Override
    public Optional<User> userByName(String name) {
        return tables.users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    @Override
    public List<User> users() {
        return tables.users.stream().sorted(Order.byText(User::name)).toList();
    }

    @Override
    public boolean updateUser(User user) {
        return tables.memory.atomically(
                () -> userNameIsFree(user) && tables.users.replaceIf(user.id(), now -> true, user));
    }

    @Override
    public boolean removeUser(UserId id) {
        return tables.memory.atomically(() -> {
            tables.assignments.removeAll(assignment -> assignment.user().equals(id));
            removeTokensOf(id);
            return tables.users.remove(id);
        });
    }

    @Override
    public boolean insertProject(Project project) {
        return tables.memory.atomically(
                () -> projectNameIsFree(project) && tables.projects.insert(project.id(), project));
    }

    @Override
    public Optional<Project> project(ProjectId id) {
        return tables.projects.find(id);
    }

    @Override
    public Optional<Project> projectByName(String name) {
        return tables.projects.stream()
                .filter(project -> project.name().equals(name))
                .findFirst();
    }

    @Override
    public List<Project> projects() {
        return tables.projects.stream().sorted(Order.byText(Project::name)).toList();
    }

    @Override
    public boolean updateProject(Project project) {
        return tables.memory.atomically(
                () -> projectNameIsFree(project) && tables.projects.replaceIf(project.id(), now -> true, project));
    }

    @Override
    public boolean removeProject(ProjectId id) {
        return tables.memory.atomically(() -> {
            tables.assignments.removeAll(assignment -> assignment.project().equals(id));
            tables.tokens.removeAll(token -> token.project().equals(Optional.of(id)));
            return tables.projects.remove(id);
        });
    }

    @Override
    public boolean insertRole(Role role) {
        return tables.memory.atomically(() -> roleNameIsFree(role) && tables.roles.insert(role.id(), role));
    }

    @Override
    public List<Role> roles() {
        return tables.roles.stream().sorted(Order.byText(Role::name)).toList();
    }

    @Override
    public boolean updateRole(Role role) {
        return tables.memory.atomically(
                () -> roleNameIsFree(role) && tables.roles.replaceIf(role.id(), now -> true, role));
    }

    @Override
    public boolean removeRole(String id) {
        return tables.memory.atomically(() -> {
            tables.assignments.removeAll(assignment -> assignment.roleId().equals(id));
            return tables.roles.remove(id);
        });
    }

    @Override
    public void assign(RoleAssignment assignment) {
        tables.memory.atomically(() -> {
            require(tables.users.has(assignment.user()), "there is no user " + assignment.user());
            require(tables.projects.has(assignment.project()), "there is no project " + assignment.project());
            require(tables.roles.has(assignment.roleId()), "there is no role " + assignment.roleId());
            tables.assignments.put(assignment, assignment);
            return Unit.UNIT;
        });
    }

    @Override
    public boolean unassign(RoleAssignment assignment) {
        return tables.assignments.remove(assignment);
    }

    @Override
    public List<RoleAssignment> assignments() {
        return tables.assignments.stream()
                .sorted(Order.byText(
                                (RoleAssignment assignment) -> assignment.user().text())
                        .thenComparing(
                                Order.byText(assignment -> assignment.project().text()))
                        .thenComparing(Order.byText(RoleAssignment::roleId)))
                .toList();
    }

    @Override
    public List<RoleAssignment> assignmentsOf(UserId user) {
        return assignments().stream()
                .filter(assignment -> assignment.user().equals(user))
                .toList();
    }

    @Override
    public void insertToken(Token token) {
        tables.memory.atomically(() -> {
            require(tables.users.has(token.user()), "there is no user " + token.user());
            token.project()
                    .ifPresent(project -> require(tables.projects.has(project), "there is no project " + project));
            require(tables.tokens.insert(token.digest(), token), "there is a token of this digest already");
            return Unit.UNIT;
        });
    }

    @Override
    public Optional<Token> token(String digest) {
        return tables.tokens.find(digest);
    }

    @Override
    public boolean removeToken(String digest) {
        return tables.tokens.remove(digest);
    }

    @Override
    public void removeTokensOf(UserId user) {
        tables.tokens.removeAll(token -> token.user().equals(user));
    }

    @Override
    public int removeTokensExpiredBefore(Instant moment) {
        return tables.tokens.removeAll(token -> token.expires().isBefore(moment));
    }

    private boolean userNameIsFree(User user) {
        return !tables.users.any(
                other -> other.name().equals(user.name()) && !other.id().equals(user.id()));
    }

    private boolean roleNameIsFree(Role role) {
        return !tables.roles.any(
                other -> other.name().equals(role.name()) && !other.id().equals(role.id()));
    }

    private boolean projectNameIsFree(Project project) {
        return !tables.projects.any(
                other -> other.name().equals(project.name()) && !other.id().equals(project.id()));
    }
}
