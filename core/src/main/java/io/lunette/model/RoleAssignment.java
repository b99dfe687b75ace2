package io.lunette.model;

/** A user has a role on a project. */
public record RoleAssignment(UserId user, ProjectId project, String roleId) {}
