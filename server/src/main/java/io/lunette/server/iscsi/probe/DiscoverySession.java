package io.lunette.server.iscsi.probe;

import com.sun.jna.Pointer;
import io.lunette.failure.Outcome;
import io.lunette.failure.StorageFailure;
import io.lunette.model.Login;
import io.lunette.model.OfferedTarget;
import io.lunette.model.Portal;
import io.lunette.server.iscsi.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A session in which a portal is asked for its targets and nothing else (RFC 7143 section 4.3). */
final class DiscoverySession {
    private final LibIscsi library;
    private final Portal portal;

    DiscoverySession(LibIscsi library, Portal portal) {
        this.library = library;
        this.portal = portal;
    }

    /** Logs in, asks and logs out: {@code StorageFailure.PortalDown} where one of them fails. */
    Outcome<List<OfferedTarget>> targets(Login login, Deadline deadline) {
        Optional<IscsiContext> context = IscsiContext.of(library, login);
        if (context.isEmpty()) {
            return Outcome.failed(new StorageFailure.Unavailable("No targets were found", "libiscsi has no memory"));
        }
        try {
            return targets(context.get(), deadline);
        } finally {
            context.get().logOut();
        }
    }

    private Outcome<List<OfferedTarget>> targets(IscsiContext context, Deadline deadline) {
        Optional<String> problem = context.connect(portal, LibIscsi.SESSION_DISCOVERY, LibIscsi.NO_LUN, deadline);
        if (problem.isPresent()) {
            return failed(problem.get());
        }
        List<OfferedTarget> found = new ArrayList<>();
        Pointer asked = context.completions().next(data -> found.addAll(OfferedTargets.read(data)));
        if (library.iscsi_discovery_async(context.pointer(), context.completions(), asked) != 0) {
            return failed(context.error());
        }
        return context.end(asked, deadline).map(this::failed).orElseGet(() -> Outcome.done(List.copyOf(found)));
    }

    private Outcome<List<OfferedTarget>> failed(String problem) {
        return Outcome.failed(new StorageFailure.PortalDown(portal.toString(), problem));
    }
}
