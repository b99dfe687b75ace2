package io.lunette.usecase.host;

import io.lunette.failure.IdentityFailure;
import io.lunette.failure.Outcome;
import io.lunette.failure.ServerFailure;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Caller;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.StateStore;
import io.lunette.usecase.server.Hosts;
import io.lunette.usecase.server.Placement;
import io.lunette.usecase.server.Placement.Judged;
import io.lunette.usecase.server.Placement.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says to administrators where a server would go, and why not to each of the other hosts. */
public final class ExplainPlacement {
    private final StateStore store;
    private final Placement placement;

    ExplainPlacement(StateStore store, Hosts hosts) {
        this.store = store;
        this.placement = new Placement(store, hosts);
    }

    public Outcome<List<Judged>> explain(Caller caller, String flavor, Optional<String> zone, List<VolumeId> volumes) {
        if (!caller.isAdmin()) {
            return Outcome.failed(new IdentityFailure.NotAllowed("see where a server would go"));
        }
        return Outcome.of(store.flavors().find(flavor), new ServerFailure.FlavorNotFound(flavor))
                .then(found -> volumes(volumes)
                        .then(known -> placement.judge(new Wish(found, zone, Optional.empty(), known))));
    }

    private Outcome<List<Volume>> volumes(List<VolumeId> ids) {
        List<Volume> found = new ArrayList<>();
        for (VolumeId id : ids) {
            Optional<Volume> volume = store.volumes().find(id);
            if (volume.isEmpty()) {
                return Outcome.failed(new VolumeFailure.NotFound(id.toString()));
            }
            found.add(volume.get());
        }
        return Outcome.done(found);
    }
}
