package io.lunette.server.store;

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

/** Removals take role assignments and tokens along by the schema's foreign keys. */
final class SqlIdentities implements Identities {
    private final SqlUsers users;
    private final SqlProjects projects;
    private final SqlRoles roles;
    private final SqlTokens tokens;

    SqlIdentities(Database database) {
        this.users = new SqlUsers(database);
        this.projects = new SqlProjects(database);
        this.roles = new SqlRoles(database);
        this.tokens = new SqlTokens(database);
    }

    @Override
    public boolean insertUser(User user) {
        return users.insert(user);
    }

    @Override
    public Optional<User> user(UserId id) {
        return users.find(id);
    }

    @Override
    public Optional<User> userByName(String name) {
        return users.findByName(name);
    }

    @Override
    public List<User> users() {
        return users.list();
    }

    @Override
    public boolean updateUser(User user) {
        return users.update(user);
    }

    @Override
    public boolean removeUser(UserId id) {
        return users.remove(id);
    }

    @Override
    public boolean insertProject(Project project) {
        return projects.insert(project);
    }

    @Override
    public Optional<Project> project(ProjectId id) {
        return projects.find(id);
    }

    @Override
    public Optional<Project> projectByName(String name) {
        return projects.findByName(name);
    }

    @Override
    public List<Project> projects() {
        return projects.list();
    }

    @Override
    public boolean updateProject(Project project) {
        return projects.update(project);
    }

    @Override
    public boolean removeProject(ProjectId id) {
        return projects.remove(id);
    }

    @Override
    public boolean insertRole(Role role) {
        return roles.insert(role);
    }

    @Override
    public List<Role> roles() {
        return roles.list();
    }

    @Override
    public boolean updateRole(Role role) {
        return roles.update(role);
    }

    @Override
    public boolean removeRole(String id) {
        return roles.remove(id);
    }

    @Override
    public void assign(RoleAssignment assignment) {
        roles.assign(assignment);
    }

    @Override
    public boolean unassign(RoleAssignment assignment) {
        return roles.unassign(assignment);
    }

    @Override
    public List<RoleAssignment> assignments() {
        return roles.assignments();
    }

    @Override
    public List<RoleAssignment> assignmentsOf(UserId user) {
        return roles.assignmentsOf(user);
    }

    @Override
    public void insertToken(Token token) {
        tokens.insert(token);
    }

    @Override
    public Optional<Token> token(String digest) {
        return tokens.find(digest);
    }

    @Override
    public boolean removeToken(String digest) {
        return tokens.remove(digest);
    }

    @Override
    public void removeTokensOf(UserId user) {
        tokens.removeOf(user);
    }

    @Override
    public int removeTokensExpiredBefore(Instant moment) {
        return tokens.removeExpiredBefore(moment);
    }
}
