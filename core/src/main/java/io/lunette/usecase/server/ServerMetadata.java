package io.lunette.usecase.server;

import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.model.Caller;
import io.lunette.model.Server;
import io.lunette.model.ServerId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Changes the properties that a server's owner gave it. */
public final class ServerMetadata {
    /** Nova's default quota. */
    public static final int LARGEST = 128;

    private final ServerRows rows;

    public ServerMetadata(ServerRows rows) {
        this.rows = rows;
    }

    /** Adds and overwrites. */
    public Outcome<Server> merge(Caller caller, ServerId id, Map<String, String> more) {
        return rows.changeUnlocked(caller, id, server -> {
            Map<String, String> merged = new LinkedHashMap<>(server.metadata());
            merged.putAll(more);
            return with(server, merged);
        });
    }

    public Outcome<Server> replace(Caller caller, ServerId id, Map<String, String> all) {
        return rows.changeUnlocked(caller, id, server -> with(server, all));
    }

    public Outcome<Server> remove(Caller caller, ServerId id, String key) {
        return rows.changeUnlocked(caller, id, server -> {
            if (!server.metadata().containsKey(key)) {
                return Outcome.failed(new ServerFailure.MetadataNotFound(id.toString(), key));
            }
            Map<String, String> rest = new LinkedHashMap<>(server.metadata());
            rest.remove(key);
            return with(server, rest);
        });
    }

    private static Outcome<Server> with(Server server, Map<String, String> metadata) {
        return metadata.size() > LARGEST
                ? Outcome.failed(new ServerFailure.TooMany("metadata items", LARGEST))
                : Outcome.done(server.withMetadata(metadata));
    }
}
