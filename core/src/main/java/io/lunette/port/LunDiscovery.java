package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.model.FoundLun;
import io.lunette.model.Iqn;
import io.lunette.model.Login;
import io.lunette.model.OfferedTarget;
import io.lunette.model.Portal;
import java.util.List;

/** Looks at what an array shows to an initiator. Every method ends within 10 s, may be called from any thread, and leaves no session. */
public interface LunDiscovery {

    /**
     * The targets of which the portal tells, sorted by name (SendTargets=All in a discovery session, RFC 7143 section 4.3 and
     * appendix C). {@code StorageFailure.PortalDown} where it does not answer or does not let the initiator in.
     */
    Outcome<List<OfferedTarget>> targets(Portal portal, Login login);

    /**
     * Every LUN that the target shows, sorted by number (REPORT LUNS, T10 SPC-4 section 6.33), with what each says of itself.
     * {@code StorageFailure.PathDown} where the target does not let the initiator in, {@code
     * StorageFailure.LoginRefused} where it refuses its CHAP account.
     */
    Outcome<List<FoundLun>> luns(Portal portal, Iqn target, Login login);
}
