package io.lunette.server.http.identity;

import io.lunette.model.Project;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.JsonWriter;

/** A project as Identity v3 shows it. */
final class ProjectView {
    private ProjectView() {}

    static void write(JsonWriter out, RequestContext request, Project project) {
        out.put("id", project.id().text())
                .put("name", project.name())
                .put("description", project.description())
                .put("enabled", project.enabled())
                .put("domain_id", DefaultDomain.ID)
                .put("parent_id", DefaultDomain.ID)
                .put("is_domain", false)
                .texts("tags", project.tags())
                .emptyObject("options");
        ExtraReading.write(out, project.extra());
        Listing.links(out, request, "/projects/" + project.id());
    }
}
