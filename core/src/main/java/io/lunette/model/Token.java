package io.lunette.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A token that was issued. The token itself is known to its holder only.
 *
 * @param digest lower-case hex SHA-256 of the token
 * @param project what it is scoped to; empty for an unscoped one
 * @param methods how it was got: {@code password}, {@code token}
 */
public record Token(
        String digest,
        String auditId,
        UserId user,
        Optional<ProjectId> project,
        String methods,
        Instant issued,
        Instant expires) {}
