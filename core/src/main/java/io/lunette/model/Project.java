package io.lunette.model;

import java.util.List;

/** What servers, volumes and images belong to. */
public record Project(
        ProjectId id, String name, String description, boolean enabled, List<String> tags, ExtraAttributes extra) {
    public Project {
        tags = List.copyOf(tags);
    }

    public Project(ProjectId id, String name, String description, boolean enabled) {
        this(id, name, description, enabled, List.of(), ExtraAttributes.NONE);
    }
}
