package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.server.http.Api;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.Response;
import io.lunette.server.http.Route;
import io.lunette.server.http.Service;
import io.lunette.usecase.store.BackUpStore;
import java.util.List;

/** {@code GET /v1/backup}, for administrators: the store as it is at this moment, an SQLite database. */
public final class BackupApi implements Api {
    private static final String SQLITE = "application/vnd.sqlite3";

    private final BackUpStore backUp;

    public BackupApi(BackUpStore backUp) {
        this.backUp = backUp;
    }

    @Override
    public Service service() {
        return Service.OWN;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.get("/backup", this::back));
    }

    private Outcome<Response> back(RequestContext request) {
        return backUp.backUp(request.caller())
                .map(copy -> Response.streamed(SQLITE, copy.lengthBytes(), copy::data)
                        .with("Content-Disposition", "attachment; filename=\"lunette-backup.db\""));
    }
}
