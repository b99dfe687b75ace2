package io.lunette.port;

import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.Token;
import io.lunette.model.User;
import io.lunette.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Users, projects, roles and tokens. There is one domain, {@code default}. Lists are ordered by name. */
public interface Identities {
    /** {@code false} when a user of that id or name is there already. */
    boolean insertUser(User user);

    Optional<User> user(UserId id);

    Optional<User> userByName(String name);

    List<User> users();

    /** {@code false} when there is none, or the new name is another's. */
    boolean updateUser(User user);

    /** Removes the user with its role assignments and tokens; {@code false} when there is none. */
    boolean removeUser(UserId id);

    /** {@code false} when a project of that id or name is there already. */
    boolean insertProject(Project project);

    Optional<Project> project(ProjectId id);

    Optional<Project> projectByName(String name);

    List<Project> projects();

    /** {@code false} when there is none, or the new name is another's. */
    boolean updateProject(Project project);

    /** Removes the project with its role assignments and tokens; {@code false} when there is none. */
    boolean removeProject(ProjectId id);

    /** {@code false} when a role of that id or name is there already. */
    boolean insertRole(Role role);

    List<Role> roles();

    /** {@code false} when there is none, or the new name is another's. */
    boolean updateRole(Role role);

    /** Removes the role with its assignments; {@code false} when there is none. */
    boolean removeRole(String id);

    /** Idempotent. */
    void assign(RoleAssignment assignment);

    /** {@code false} when it was not assigned. */
    boolean unassign(RoleAssignment assignment);

    /** Ordered by user, project, role. */
    List<RoleAssignment> assignments();

    /** Ordered by project, role. */
    List<RoleAssignment> assignmentsOf(UserId user);

    void insertToken(Token token);

    Optional<Token> token(String digest);

    /** {@code false} when there is none. */
    boolean removeToken(String digest);

    void removeTokensOf(UserId user);

    /** Removes the tokens that expired before {@code moment}; how many. */
    int removeTokensExpiredBefore(Instant moment);
}
