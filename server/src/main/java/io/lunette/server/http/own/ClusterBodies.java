package io.lunette.server.http.own;

import io.lunette.failure.Outcome;
import io.lunette.failure.Parsed;
import io.lunette.failure.RequestFailure;
import io.lunette.model.ReservationKey;
import io.lunette.model.ServerId;
import io.lunette.model.VolumeId;
import io.lunette.server.http.json.Field;
import io.lunette.server.http.json.JsonFields;
import io.lunette.usecase.cluster.CreateCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What is asked of clusters, as it comes on the wire. */
final class ClusterBodies {
    private static final String UUID = "a UUID";
    private static final String KEY = "1 to 16 hexadecimal digits, not 0";
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_ID = 36;
    private static final int LONGEST_KEY = 18;

    private ClusterBodies() {}

    /** {@code {"cluster": {"name": ..., "servers": [...], "volumes": [...], "keys": {...}, "allow_registrations": ...}}}. */
    static Outcome<CreateCluster.Request> create(JsonFields body) {
        JsonFields cluster = body.object("cluster");
        body.refuseUnknown();
        return members(body, cluster, cluster.text("name", 1, LONGEST_NAME));
    }

    /** {@code {"preflight": {...}}}: the same without a name. */
    static Outcome<CreateCluster.Request> preflight(JsonFields body) {
        JsonFields cluster = body.object("preflight");
        body.refuseUnknown();
        return members(body, cluster, cluster.optionalText("name", LONGEST_NAME).map(name -> name.orElse("")));
    }

    private static Outcome<CreateCluster.Request> members(JsonFields body, JsonFields cluster, Field<String> name) {
        List<ServerId> servers = ids(cluster, "servers", ServerId::parse);
        List<VolumeId> volumes = ids(cluster, "volumes", VolumeId::parse);
        Map<ServerId, ReservationKey> keys = keys(cluster);
        Field<Optional<Boolean>> allow = cluster.optionalBool("allow_registrations");
        cluster.refuseUnknown();
        return body.outcome(() -> new CreateCluster.Request(
                name.get(), servers, volumes, keys, allow.get().orElse(false)));
    }

    private static <T> List<T> ids(JsonFields cluster, String field, Function<String, Parsed<T>> parse) {
        List<T> ids = new ArrayList<>();
        for (String text : cluster.texts(field, LONGEST_ID).get()) {
            parse.apply(text)
                    .orFail(problem -> new RequestFailure.InvalidField("cluster." + field, problem, UUID))
                    .ifDone(ids::add)
                    .ifFailed(cluster::refuse);
        }
        return ids;
    }

    private static Map<ServerId, ReservationKey> keys(JsonFields cluster) {
        Map<ServerId, ReservationKey> keys = new LinkedHashMap<>();
        cluster.texts("keys", LONGEST_ID, LONGEST_KEY)
                .get()
                .forEach((server, key) -> ServerId.parse(server)
                        .orFail(problem -> new RequestFailure.InvalidField("cluster.keys", problem, UUID))
                        .then(id -> ReservationKey.parse(key)
                                .orFail(problem -> new RequestFailure.InvalidField("cluster.keys", problem, KEY))
                                .ifDone(parsed -> keys.put(id, parsed)))
                        .ifFailed(cluster::refuse));
        return keys;
    }

    /**
     * One more server.
     *
     * @param key by which it registers, if that is known
     */
    record NewServer(ServerId id, Optional<ReservationKey> key, boolean allowRegistrations) {}

    /** {@code {"server": {"id": ..., "key": ..., "allow_registrations": ...}}}. */
    static Outcome<NewServer> server(JsonFields body) {
        JsonFields server = body.object("server");
        body.refuseUnknown();
        Field<ServerId> id = server.parsed("id", ServerId::parse, UUID);
        Field<Optional<ReservationKey>> key = server.optionalParsed("key", ReservationKey::parse, KEY);
        Field<Optional<Boolean>> allow = server.optionalBool("allow_registrations");
        server.refuseUnknown();
        return body.outcome(() -> new NewServer(id.get(), key.get(), allow.get().orElse(false)));
    }

    /** One more volume. */
    record NewVolume(VolumeId id, boolean allowRegistrations) {}

    /** {@code {"volume": {"id": ..., "allow_registrations": ...}}}. */
    static Outcome<NewVolume> volume(JsonFields body) {
        JsonFields volume = body.object("volume");
        body.refuseUnknown();
        Field<VolumeId> id = volume.parsed("id", VolumeId::parse, UUID);
        Field<Optional<Boolean>> allow = volume.optionalBool("allow_registrations");
        volume.refuseUnknown();
        return body.outcome(() -> new NewVolume(id.get(), allow.get().orElse(false)));
    }

    /** {@code {"key": "0x..."}}, or {@code {"key": null}} for none. */
    static Outcome<Optional<ReservationKey>> key(JsonFields body) {
        Field<Optional<ReservationKey>> key = body.optionalParsed("key", ReservationKey::parse, KEY);
        if (body.node("key").isMissingNode()) {
            body.refuse(new RequestFailure.MissingField("key"));
        }
        body.refuseUnknown();
        return body.outcome(key);
    }
}
