package io.lunette.server.http.compute;

import io.lunette.failure.MigrationFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.RequestFailure;
import io.lunette.model.HostName;
import io.lunette.model.ServerId;
import io.lunette.server.http.RequestContext;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.server.MigrateServer;
import java.util.Optional;

/**
 * The body of {@code os-migrateLive}. No disk is copied, and what Lunette checks nobody skips: {@code force} (2.30 to 2.67)
 * changes nothing.
 */
final class MigrateReading {
    private static final String NAME = "os-migrateLive";

    private MigrateReading() {}

    static Outcome<MigrateServer.Request> read(RequestContext request, ServerId server, JsonFields body) {
        JsonFields move = body.object(NAME);
        Field<Optional<String>> host = move.optionalText("host", 1, 255);
        Field<Optional<Boolean>> copies = request.since(2, 25) && isAuto(move) ? Field.absent() : said(move);
        if (!request.since(2, 25)) {
            move.bool("disk_over_commit");
        }
        if (request.since(2, 30) && !request.since(2, 68)) {
            move.optionalBool("force");
        }
        move.refuseUnknown();
        return body.outcome(copies)
                .then(copied -> copied.orElse(false)
                        ? Outcome.failed(new MigrationFailure.CopiesNoDisks(server.toString()))
                        : host(host.get()))
                .map(target -> new MigrateServer.Request(server, target, false));
    }

    private static Field<Optional<Boolean>> said(JsonFields move) {
        return move.has("block_migration")
                ? move.optionalBool("block_migration")
                : move.refuse("block_migration", "it is missing", "true or false");
    }

    /** From 2.25 on the service may choose. */
    private static boolean isAuto(JsonFields move) {
        return move.has("block_migration")
                && "auto".equals(move.node("block_migration").textValue());
    }

    static Outcome<Optional<HostName>> host(Optional<String> raw) {
        return raw.map(text -> HostName.parse(text)
                        .orFail(problem -> new RequestFailure.InvalidField(
                                "host", problem, "the name of a host: lunette host list"))
                        .map(Optional::of))
                .orElseGet(() -> Outcome.done(Optional.empty()));
    }
}
