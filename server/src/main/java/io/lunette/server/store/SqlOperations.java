package io.lunette.server.store;

import io.lunette.model.Operation;
import io.lunette.model.ProjectId;
import io.lunette.model.ServerId;
import io.lunette.model.UserId;
import io.lunette.port.Operations;
import java.util.List;
import java.util.Optional;

final class SqlOperations implements Operations {
    private final Database database;

    SqlOperations(Database database) {
        this.database = database;
    }

    @Override
    public void insert(Operation operation) {
        database.write(session -> write(session.sql("""
                            INSERT INTO operations (
                                server_id, id, project_id, user_id, action, started, finished, failure, steps)
                            VALUES (
                                :server_id, :id, :project_id, :user_id, :action, :started, :finished, :failure, :steps)
                            """), operation).update());
    }

    @Override
    public void update(Operation operation) {
        requireFound(database.write(session -> updated(session, operation)), operation);
    }

    @Override
    public void progress(Operation operation) {
        requireFound(database.writeLoosely(session -> updated(session, operation)), operation);
    }

    private static int updated(Session session, Operation operation) {
        return write(session.sql("""
                            UPDATE operations SET
                                project_id = :project_id, user_id = :user_id, action = :action, started = :started,
                                finished = :finished, failure = :failure, steps = :steps
                            WHERE server_id = :server_id AND id = :id
                            """), operation).update();
    }

    private static void requireFound(int updated, Operation operation) {
        if (updated != 1) {
            throw new IllegalStateException("there is no operation " + operation.id());
        }
    }

    @Override
    public List<Operation> ofServer(ServerId server) {
        return database.read(
                session -> session.sql("""
                        SELECT * FROM operations WHERE server_id = :server_id ORDER BY started DESC, id DESC
                        """).set("server_id", server.toString()).list(SqlOperations::read));
    }

    @Override
    public Optional<Operation> find(ServerId server, String id) {
        return database.read(
                session -> session.sql("SELECT * FROM operations WHERE server_id = :server_id AND id = :id")
                        .set("server_id", server.toString())
                        .set("id", id)
                        .first(SqlOperations::read));
    }

    @Override
    public List<Operation> list(Selection selection, Optional<Operation> after, int limit) {
        return database.read(session -> new OperationSearch(selection, after)
                .in(session)
                .set("limit", limit)
                .list(SqlOperations::read));
    }

    private static Query write(Query query, Operation operation) {
        return query.set("server_id", operation.server().toString())
                .set("id", operation.id())
                .set("project_id", operation.project().text())
                .set("user_id", operation.user().text())
                .set("action", operation.action())
                .set("started", operation.started())
                .set("finished", operation.finished())
                .set("failure", operation.failure())
                .set("steps", StepsJson.text(operation.steps()));
    }

    private static Operation read(Row row) {
        return new Operation(
                row.text("id"),
                new ServerId(row.uuid("server_id")),
                new ProjectId(row.text("project_id")),
                new UserId(row.text("user_id")),
                row.text("action"),
                row.instant("started"),
                row.optionalInstant("finished"),
                row.optionalText("failure"),
                StepsJson.read(row.text("steps")));
    }
}
