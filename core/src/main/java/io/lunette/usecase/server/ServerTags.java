package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Changes a server's tags. */
public final class ServerTags {
    /** How many tags a server has at most, as in Nova. */
    public static final int LARGEST = 50;

    private final ServerRows rows;

    public ServerTags(ServerRows rows) {
        this.rows = rows;
    }

    public Outcome<Server> replace(Caller caller, ServerId id, List<String> all) {
        return rows.changeUnlocked(caller, id, server -> with(server, all));
    }

    /** Adds the tag unless it is there. */
    public Outcome<Server> add(Caller caller, ServerId id, String tag) {
        return rows.changeUnlocked(
                caller,
                id,
                server -> with(
                        server,
                        Stream.concat(server.tags().stream(), Stream.of(tag)).toList()));
    }

    public Outcome<Server> remove(Caller caller, ServerId id, String tag) {
        return rows.changeUnlocked(caller, id, server -> {
            List<String> rest = new ArrayList<>(server.tags());
            return rest.remove(tag)
                    ? with(server, rest)
                    : Outcome.failed(new ServerFailure.TagNotFound(id.toString(), tag));
        });
    }

    private static Outcome<Server> with(Server server, List<String> tags) {
        List<String> distinct = tags.stream().distinct().toList();
        return distinct.size() > LARGEST
                ? Outcome.failed(new ServerFailure.TooMany("tags", LARGEST))
                : Outcome.done(server.withTags(distinct));
    }
}
