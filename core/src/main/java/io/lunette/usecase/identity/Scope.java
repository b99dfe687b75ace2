package io.lunette.usecase.identity;

import io.lunette.model.Project;
import io.lunette.model.ProjectId;
import io.lunette.model.User;
import io.lunette.port.Identities;
import java.util.Optional;

/** What a token is wanted for. */
public sealed interface Scope {
    record ProjectById(ProjectId id) implements Scope {}

    record ProjectByName(String name) implements Scope {}

    /** The user's own default project, where there is one that the user may use; none otherwise. */
    record Unsaid() implements Scope {}

    record Unscoped() implements Scope {}

    /** The project of the scope where there is one. */
    default Optional<Project> find(Identities identities, User user) {
        return switch (this) {
            case ProjectById byId -> identities.project(byId.id());
            case ProjectByName byName -> identities.projectByName(byName.name());
            case Unsaid unsaid -> user.defaultProject().flatMap(identities::project);
            case Unscoped unscoped -> Optional.empty();
        };
    }
}
