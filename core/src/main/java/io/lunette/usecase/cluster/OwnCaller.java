package io.lunette.usecase.cluster;

import io.lunette.model.Caller;
import io.lunette.model.Cluster;
import io.lunette.port.Ids;
import java.util.Set;

/** In whose name servers are asked when a cluster is changed: each request has an id of its own among a server's actions. */
record OwnCaller(Ids ids) {

    /** The same caller once more. */
    Caller again(Caller caller) {
        return new Caller(
                caller.user(), caller.userName(), caller.project(), caller.projectName(), caller.roles(), id());
    }

    /** For what must come to its end, though whoever began it is gone, or a server was locked meanwhile. */
    Caller of(Cluster cluster) {
        return new Caller(cluster.user(), "lunette", cluster.project(), "", Set.of("admin"), id());
    }

    private String id() {
        return "req-" + ids.next();
    }
}
