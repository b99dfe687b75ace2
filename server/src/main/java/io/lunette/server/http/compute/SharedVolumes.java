package io.lunette.server.http.compute;

import io.lunette.failure.Outcome;
import io.lunette.failure.Unit;
import io.lunette.failure.VolumeFailure;
import io.lunette.model.Volume;
import io.lunette.model.VolumeId;
import io.lunette.port.Volumes;
import io.lunette.server.http.RequestContext;
import java.util.Collection;
import java.util.Optional;

/** As in Nova, a multiattach volume goes on a server only for who asks for microversion 2.60 or later. */
record SharedVolumes(Volumes volumes) {

    /** {@code VolumeFailure.MultiattachTooNew}; what is wrong with a volume otherwise is not looked at here. */
    Outcome<Unit> allowed(RequestContext request, Collection<VolumeId> wanted) {
        if (request.since(2, 60)) {
            return Outcome.done();
        }
        Optional<Volume> shared = wanted.stream()
                .flatMap(id -> volumes.find(id).stream())
                .filter(volume -> volume.multiattach() && request.caller().mayUse(volume.project()))
                .findFirst();
        return shared.<Outcome<Unit>>map(volume -> Outcome.failed(
                        new VolumeFailure.MultiattachTooNew(volume.id().toString())))
                .orElseGet(Outcome::done);
    }
}
