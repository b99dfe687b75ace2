package io.lunette.server.http.identity;

import io.lunette.failure.Outcome;
import io.lunette.model.ExtraAttributes;
import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.server.http.Access;
import io.lunette.server.http.NameFilter;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.identity.ProjectAdministration;
import io.lunette.usecase.identity.ProjectAdministration.NewProject;
import io.lunette.usecase.identity.ProjectAdministration.ProjectChange;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** /projects. */
final class ProjectRoutes {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_DESCRIPTION = 4096;
    private static final int LONGEST_TAG = 255;
    private static final int MOST_TAGS = 80;

    private final ProjectAdministration projects;

    ProjectRoutes(ProjectAdministration projects) {
        this.projects = projects;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/projects", this::list).access(Access.TOKEN),
                Route.post("/projects", this::create).access(Access.TOKEN),
                Route.get("/projects/{project_id}", this::show).access(Access.TOKEN),
                Route.patch("/projects/{project_id}", this::update).access(Access.TOKEN),
                Route.delete("/projects/{project_id}", this::delete).access(Access.TOKEN));
    }

    private Outcome<Response> list(RequestContext request) {
        Predicate<String> named = NameFilter.exact(request);
        Predicate<Boolean> enabled = EnabledFilter.of(request);
        Predicate<List<String>> tagged = TagFilter.of(request);
        return projects.list(request.token())
                .map(all -> all.stream()
                        .filter(project -> named.test(project.name())
                                && enabled.test(project.enabled())
                                && tagged.test(project.tags()))
                        .toList())
                .map(found -> Listing.of(
                        request, "projects", found, (out, project) -> ProjectView.write(out, request, project)));
    }

    private Outcome<Response> show(RequestContext request) {
        return projects.show(request.token(), id(request)).map(project -> answer(200, request, project));
    }

    private Outcome<Response> create(RequestContext request) {
        return request.json()
                .then(ProjectRoutes::newProject)
                .then(wanted -> projects.create(request.token(), wanted))
                .map(project -> answer(201, request, project));
    }

    private Outcome<Response> update(RequestContext request) {
        return request.json()
                .then(ProjectRoutes::change)
                .then(change -> projects.update(request.token(), id(request), change))
                .map(project -> answer(200, request, project));
    }

    private Outcome<Response> delete(RequestContext request) {
        return projects.delete(request.token(), id(request)).map(done -> Response.empty(204));
    }

    private static Outcome<NewProject> newProject(JsonFields body) {
        JsonFields project = body.object("project");
        Field<String> name = project.text("name", 1, LONGEST_NAME);
        Field<Optional<String>> description = project.optionalText("description", LONGEST_DESCRIPTION);
        Field<Optional<Boolean>> enabled = project.optionalBool("enabled");
        Field<List<String>> tags = tags(project);
        Field<Map<String, Optional<String>>> extra = extra(project);
        return body.outcome(() -> new NewProject(
                name.get(),
                description.get().orElse(""),
                enabled.get().orElse(true),
                tags.get(),
                ExtraAttributes.NONE.with(extra.get())));
    }

    private static Outcome<ProjectChange> change(JsonFields body) {
        JsonFields project = body.object("project");
        Field<Optional<String>> name = project.optionalText("name", 1, LONGEST_NAME);
        Field<Optional<String>> description = project.optionalText("description", LONGEST_DESCRIPTION);
        Field<Optional<Boolean>> enabled = project.optionalBool("enabled");
        Optional<Field<List<String>>> tags = project.has("tags") ? Optional.of(tags(project)) : Optional.empty();
        Field<Map<String, Optional<String>>> extra = extra(project);
        return body.outcome(() ->
                new ProjectChange(name.get(), description.get(), enabled.get(), tags.map(Field::get), extra.get()));
    }

    // Projects lie flat in the one domain.
    private static Field<Map<String, Optional<String>>> extra(JsonFields project) {
        DefaultDomain.requireId(project);
        project.optionalParsed("parent_id", DefaultDomain::parse, DefaultDomain.ID);
        refuseDomains(project);
        project.ignore("options");
        return ExtraReading.read(project);
    }

    /** Keystone's rules: 80 tags, without slashes and commas. */
    private static Field<List<String>> tags(JsonFields project) {
        Field<List<String>> tags = project.texts("tags", LONGEST_TAG);
        boolean fit = tags.get().size() <= MOST_TAGS && tags.get().stream().allMatch(tag -> tag.matches("[^,/]+"));
        return fit
                ? tags
                : project.refuse("tags", "too many, or one is empty or holds a comma or slash", "at most " + MOST_TAGS);
    }

    private static void refuseDomains(JsonFields project) {
        project.optionalBool("is_domain");
        if (project.node("is_domain").asBoolean()) {
            project.refuse("is_domain", "there is one domain, and no other can be made", "false");
        }
    }

    private static Response answer(int status, RequestContext request, Project project) {
        return Listing.one(status, "project", project, (out, shown) -> ProjectView.write(out, request, shown));
    }

    private static ProjectId id(RequestContext request) {
        return new ProjectId(request.path("project_id"));
    }
}
