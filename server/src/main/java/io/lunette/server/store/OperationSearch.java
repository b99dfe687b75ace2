package io.lunette.server.store;

import io.lunette.model.Operation;
import io.lunette.port.Operations;
import io.lunette.port.Operations.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A question for operations, made of those conditions alone that were asked for: each has the index that suits it. */
final class OperationSearch {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    OperationSearch(Selection selection, Optional<Operation> after) {
        // Who booted a server is whose it was; its own row is gone with it.
        selection
                .project()
                .ifPresent(project -> where("""
                (server_id IN (SELECT id FROM servers WHERE project_id = :project_id)
                    OR server_id IN (
                        SELECT made.server_id FROM operations made
                        WHERE made.action = :create AND made.project_id = :project_id))
                """, Map.of("project_id", project.text(), "create", Operations.CREATE)));
        selection.server().ifPresent(server -> where("server_id = :server_id", Map.of("server_id", server.toString())));
        selection.id().ifPresent(id -> where("id = :id", Map.of("id", id)));
        selection.action().ifPresent(action -> where("action = :action", Map.of("action", action)));
        selection.since().ifPresent(since -> where("(finished IS NULL OR finished >= :since)", Map.of("since", since)));
        if (selection.running()) {
            where("finished IS NULL", Map.of());
        }
        after.ifPresent(last -> where(
                """
                (started < :last_started
                    OR (started = :last_started AND (id < :last_id OR (id = :last_id AND server_id < :last_server))))
                """,
                Map.of(
                        "last_started", last.started(),
                        "last_id", last.id(),
                        "last_server", last.server().toString())));
    }

    private void where(String condition, Map<String, Object> named) {
        conditions.add(condition);
        values.putAll(named);
    }

    /** The question, which lacks its {@code limit} yet. */
    Query in(Session session) {
        Query query = session.sql("SELECT * FROM operations"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                + " ORDER BY started DESC, id DESC, server_id DESC LIMIT :limit");
        values.forEach(query::set);
        return query;
    }
}
