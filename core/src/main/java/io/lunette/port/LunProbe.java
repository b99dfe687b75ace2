package io.lunette.port;

import io.lunette.failure.Outcome;
import io.lunette.model.Connection;
import io.lunette.model.Login;
import io.lunette.model.LunIdentity;

/**
 * Reads what a LUN says it is, on the path and with the login that the server will use. Answers within 5 s:
 * a portal that is down or hangs gives {@code StorageFailure.PathDown}, and so does a target or LUN that is not there or is
 * hidden from the initiator, and a target that refuses its CHAP account {@code StorageFailure.LoginRefused}. A LUN without a designator of its own gives {@code StorageFailure.NoIdentity}. Whatever LUN
 * answers on the path is what is told: comparing it with the one expected is the caller's. No session stays open.
 */
public interface LunProbe {
    Outcome<LunIdentity> identify(Connection.Network connection, Login login);
}
