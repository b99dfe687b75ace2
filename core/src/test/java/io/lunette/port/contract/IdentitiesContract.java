package io.lunette.port.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lunette.model.ExtraAttributes;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.Role;
import io.lunette.model.RoleAssignment;
import io.lunette.model.User;
import io.lunette.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

abstract class IdentitiesContract extends StoreContract {
    private final User alice = Samples.user(Samples.USER, "alice");
    private final User bob = Samples.user(Samples.OTHER_USER, "bob");
    private final Project demo = Samples.project(Samples.PROJECT, "demo");
    private final Project admin = Samples.project(Samples.OTHER_PROJECT, "admin");
    private final Role member = new Role("r-1", "member");
    private final Role reader = new Role("r-2", "reader");

    @Test
    void a_user_comes_back_field_by_field() {
        User full = new User(
                Samples.USER,
                Samples.HOSTILE,
                "about " + Samples.HOSTILE,
                "hash",
                false,
                new ExtraAttributes(Map.of("email", "a@example.org", Samples.HOSTILE, Samples.HOSTILE)));

        assertTrue(store.identities().insertUser(full));

        User back = store.identities().user(Samples.USER).orElseThrow();
        assertEquals(full, back);
        assertEquals("hash", back.passwordHash());
        assertEquals(Optional.of(full), store.identities().userByName(Samples.HOSTILE));
    }

    @Test
    void who_is_not_there_is_not_found() {
        assertEquals(Optional.empty(), store.identities().user(Samples.USER));
        assertEquals(Optional.empty(), store.identities().userByName("alice"));
        assertEquals(Optional.empty(), store.identities().project(Samples.PROJECT));
        assertEquals(Optional.empty(), store.identities().projectByName("demo"));
    }

    @Test
    void a_taken_user_name_is_refused_and_names_are_compared_exactly() {
        store.identities().insertUser(alice);

        assertFalse(store.identities().insertUser(Samples.user(Samples.OTHER_USER, "alice")));
        assertTrue(store.identities().insertUser(Samples.user(Samples.OTHER_USER, "Alice")));
        assertFalse(store.identities().insertUser(Samples.user(Samples.USER, "carol")));

        assertEquals(Optional.of(alice), store.identities().userByName("alice"));
    }

    @Test
    void users_projects_and_roles_come_by_name() {
        store.identities().insertUser(bob);
        store.identities().insertUser(alice);
        store.identities().insertProject(demo);
        store.identities().insertProject(admin);
        store.identities().insertRole(reader);
        store.identities().insertRole(member);

        assertEquals(List.of(alice, bob), store.identities().users());
        assertEquals(List.of(admin, demo), store.identities().projects());
        assertEquals(List.of(member, reader), store.identities().roles());
    }

    @Test
    void an_updated_user_is_replaced_whole() {
        store.identities().insertUser(alice);
        User changed =
                new User(Samples.USER, "alicia", "new", "other hash", false, new ExtraAttributes(Map.of("email", "b")));

        assertTrue(store.identities().updateUser(changed));

        assertEquals(List.of(changed), store.identities().users());
        assertEquals("other hash", store.identities().users().get(0).passwordHash());
    }

    @Test
    void an_update_of_no_user_or_to_anothers_name_changes_nothing() {
        assertFalse(store.identities().updateUser(alice));
        store.identities().insertUser(alice);
        store.identities().insertUser(bob);

        assertFalse(store.identities().updateUser(Samples.user(Samples.OTHER_USER, "alice")));

        assertEquals(List.of(alice, bob), store.identities().users());
    }

    @Test
    void a_project_comes_back_field_by_field() {
        Project full = new Project(
                Samples.PROJECT,
                Samples.HOSTILE,
                "about " + Samples.HOSTILE,
                false,
                List.of("blue", Samples.HOSTILE),
                new ExtraAttributes(Map.of(Samples.HOSTILE, Samples.HOSTILE)));

        assertTrue(store.identities().insertProject(full));

        assertEquals(Optional.of(full), store.identities().project(Samples.PROJECT));
        assertEquals(Optional.of(full), store.identities().projectByName(Samples.HOSTILE));
    }

    @Test
    void a_taken_project_name_is_refused() {
        store.identities().insertProject(demo);

        assertFalse(store.identities().insertProject(Samples.project(Samples.OTHER_PROJECT, "demo")));
        assertFalse(store.identities().insertProject(Samples.project(Samples.PROJECT, "other")));

        assertEquals(List.of(demo), store.identities().projects());
    }

    @Test
    void an_updated_project_is_replaced_whole() {
        store.identities().insertProject(demo);
        Project changed = new Project(
                Samples.PROJECT, "renamed", "new", false, List.of("red"), new ExtraAttributes(Map.of("owner", "b")));

        assertTrue(store.identities().updateProject(changed));

        assertEquals(List.of(changed), store.identities().projects());
    }

    @Test
    void an_update_of_no_project_or_to_anothers_name_changes_nothing() {
        assertFalse(store.identities().updateProject(demo));
        store.identities().insertProject(admin);
        store.identities().insertProject(demo);

        assertFalse(store.identities().updateProject(Samples.project(Samples.OTHER_PROJECT, "demo")));

        assertEquals(List.of(admin, demo), store.identities().projects());
    }

    @Test
    void an_updated_role_is_replaced_unless_its_name_is_anothers() {
        store.identities().insertRole(member);
        store.identities().insertRole(reader);
        Role changed = new Role("r-1", "operator", "runs things");

        assertFalse(store.identities().updateRole(new Role("r-9", "new")));
        assertFalse(store.identities().updateRole(new Role("r-1", "reader")));
        assertTrue(store.identities().updateRole(changed));

        assertEquals(List.of(changed, reader), store.identities().roles());
    }

    @Test
    void a_taken_role_is_refused() {
        assertTrue(store.identities().insertRole(member));

        assertFalse(store.identities().insertRole(new Role("r-9", "member")));
        assertFalse(store.identities().insertRole(new Role("r-1", "other")));

        assertEquals(List.of(member), store.identities().roles());
    }

    @Test
    void assigning_twice_is_assigning_once() {
        people();
        RoleAssignment assignment = new RoleAssignment(Samples.USER, Samples.PROJECT, "r-1");

        store.identities().assign(assignment);
        store.identities().assign(assignment);

        assertEquals(List.of(assignment), store.identities().assignments());
        assertTrue(store.identities().unassign(assignment));
        assertFalse(store.identities().unassign(assignment));
        assertEquals(List.of(), store.identities().assignments());
    }

    @Test
    void assignments_come_by_user_then_project_then_role() {
        people();
        assignAll();

        List<String> order = store.identities().assignments().stream()
                .map(each -> each.user().text().charAt(0) + ""
                        + each.project().text().charAt(0) + each.roleId())
                .toList();

        assertEquals(List.of("car-1", "car-2", "cbr-1", "cbr-2", "dar-1", "dar-2", "dbr-1", "dbr-2"), order);
        assertEquals(
                store.identities().assignments().subList(4, 8),
                store.identities().assignmentsOf(Samples.OTHER_USER));
    }

    @Test
    void an_assignment_needs_its_user_project_and_role() {
        people();
        RoleAssignment noUser = new RoleAssignment(new UserId("nobody"), Samples.PROJECT, "r-1");
        RoleAssignment noProject = new RoleAssignment(Samples.USER, new ProjectId("nothing"), "r-1");
        RoleAssignment noRole = new RoleAssignment(Samples.USER, Samples.PROJECT, "r-9");

        for (RoleAssignment wrong : List.of(noUser, noProject, noRole)) {
            assertThrows(IllegalStateException.class, () -> store.identities().assign(wrong));
        }
        assertEquals(List.of(), store.identities().assignments());
    }

    @Test
    void a_removed_user_takes_its_assignments_and_tokens_along() {
        people();
        assignAll();
        tokens();

        assertTrue(store.identities().removeUser(Samples.USER));

        assertFalse(store.identities().removeUser(Samples.USER));
        assertEquals(List.of(bob), store.identities().users());
        assertEquals(List.of(), store.identities().assignmentsOf(Samples.USER));
        assertEquals(4, store.identities().assignments().size());
        assertEquals(Optional.empty(), store.identities().token("t-alice"));
        assertEquals("t-bob", store.identities().token("t-bob").orElseThrow().digest());
    }

    @Test
    void a_removed_project_takes_its_assignments_and_tokens_along() {
        people();
        assignAll();
        tokens();

        assertTrue(store.identities().removeProject(Samples.PROJECT));

        assertFalse(store.identities().removeProject(Samples.PROJECT));
        assertEquals(List.of(admin), store.identities().projects());
        assertEquals(4, store.identities().assignments().size());
        assertEquals(Optional.empty(), store.identities().token("t-alice"));
        assertEquals("t-bob", store.identities().token("t-bob").orElseThrow().digest());
    }

    @Test
    void a_removed_role_takes_its_assignments_along() {
        people();
        assignAll();

        assertTrue(store.identities().removeRole("r-1"));

        assertFalse(store.identities().removeRole("r-1"));
        assertEquals(List.of(reader), store.identities().roles());
        assertTrue(store.identities().assignments().stream()
                .allMatch(each -> each.roleId().equals("r-2")));
        assertEquals(4, store.identities().assignments().size());
    }

    private void people() {
        store.identities().insertUser(alice);
        store.identities().insertUser(bob);
        store.identities().insertProject(demo);
        store.identities().insertProject(admin);
        store.identities().insertRole(member);
        store.identities().insertRole(reader);
    }

    private void assignAll() {
        for (User user : List.of(bob, alice)) {
            for (Project project : List.of(admin, demo)) {
                for (Role role : List.of(reader, member)) {
                    store.identities().assign(new RoleAssignment(user.id(), project.id(), role.id()));
                }
            }
        }
    }

    private void tokens() {
        store.identities()
                .insertToken(Samples.token("t-alice", Samples.USER, Optional.of(Samples.PROJECT), Samples.NOON));
        store.identities()
                .insertToken(
                        Samples.token("t-bob", Samples.OTHER_USER, Optional.of(Samples.OTHER_PROJECT), Samples.NOON));
    }
}
