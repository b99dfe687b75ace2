package io.lunette.model;

public record Project(ProjectId id, String name, String description, boolean enabled) {}
