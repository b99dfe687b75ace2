package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.model.Connection;
import io.lunette.model.Iqn;
import io.lunette.model.LunIdentity;

/**
 * Reads what a LUN says it is, on the path and with the initiator name that the server will use. Answers within 5 s:
 * a portal that is down or hangs gives {@code StorageFailure.PathDown}.
 */
public interface LunProbe {
    Outcome<LunIdentity> identify(Connection.Network connection, Iqn initiator);
}
