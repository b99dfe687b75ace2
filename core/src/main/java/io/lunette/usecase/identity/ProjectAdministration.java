package io.lunette.usecase.identity;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.model.ExtraAttributes;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.RoleAssignment;
import io.lunette.model.UserId;
import io.lunette.port.Ids;
import io.lunette.port.StateStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What administrators do with projects; everybody sees those on which they have a role. */
public final class ProjectAdministration {
    private static final String PROJECT = "project";

    private final StateStore store;
    private final TokenCache cache;
    private final Ids ids;

    public ProjectAdministration(StateStore store, TokenCache cache, Ids ids) {
        this.store = store;
        this.cache = cache;
        this.ids = ids;
    }

    public record NewProject(
            String name, String description, boolean enabled, List<String> tags, ExtraAttributes extra) {}

    /** What to change; empty fields stay as they are. */
    public record ProjectChange(
            Optional<String> name,
            Optional<String> description,
            Optional<Boolean> enabled,
            Optional<List<String>> tags,
            Map<String, Optional<String>> extra) {}

    public Outcome<List<Project>> list(ValidToken by) {
        return Rights.admin(by, "list all projects")
                .map(yes -> store.identities().projects());
    }

    /** The projects on which a user has a role, and may so ask for a token. */
    public Outcome<List<Project>> listOf(ValidToken by, UserId user) {
        Outcome<Unit> may =
                by.user().id().equals(user) ? Outcome.done() : Rights.admin(by, "list another user's projects");
        return may.map(yes -> {
            List<ProjectId> own = store.identities().assignmentsOf(user).stream()
                    .map(RoleAssignment::project)
                    .toList();
            return store.identities().projects().stream()
                    .filter(project -> own.contains(project.id()) && project.enabled())
                    .toList();
        });
    }

    public Outcome<Project> show(ValidToken by, ProjectId id) {
        Outcome<Unit> may = has(by, id) ? Outcome.done() : Rights.admin(by, "see this project");
        return may.then(yes -> find(id));
    }

    public Outcome<Project> create(ValidToken by, NewProject wanted) {
        return Rights.admin(by, "create projects").then(yes -> {
            Project project = new Project(
                    new ProjectId(IdentityIds.next(ids)),
                    wanted.name(),
                    wanted.description(),
                    wanted.enabled(),
                    wanted.tags(),
                    wanted.extra());
            return store.identities().insertProject(project)
                    ? Outcome.done(project)
                    : Outcome.failed(new IdentityFailure.NameTaken(PROJECT, wanted.name()));
        });
    }

    public Outcome<Project> update(ValidToken by, ProjectId id, ProjectChange change) {
        return Rights.admin(by, "change projects").then(yes -> find(id)).then(project -> {
            Project changed = new Project(
                    id,
                    change.name().orElse(project.name()),
                    change.description().orElse(project.description()),
                    change.enabled().orElse(project.enabled()),
                    change.tags().orElse(project.tags()),
                    project.extra().with(change.extra()));
            boolean saved = store.identities().updateProject(changed);
            cache.forget();
            return saved
                    ? Outcome.done(changed)
                    : Outcome.failed(new IdentityFailure.NameTaken(PROJECT, changed.name()));
        });
    }

    public Outcome<Unit> delete(ValidToken by, ProjectId id) {
        return Rights.admin(by, "delete projects").then(yes -> {
            boolean removed = store.identities().removeProject(id);
            cache.forget();
            return removed ? Outcome.done() : Outcome.failed(notFound(id));
        });
    }

    private Outcome<Project> find(ProjectId id) {
        return Outcome.of(store.identities().project(id), notFound(id));
    }

    private boolean has(ValidToken by, ProjectId id) {
        return store.identities().assignmentsOf(by.user().id()).stream()
                .anyMatch(assignment -> assignment.project().equals(id));
    }

    private static IdentityFailure notFound(ProjectId id) {
        return new IdentityFailure.NotFound(PROJECT, id.text());
    }
}
