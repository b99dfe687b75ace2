package io.lunette.server.iscsi.tgt;

import java.io.IOException;

/** tgtd cannot be used as it should; the message is for users too. */
final class TgtdTrouble extends IOException {
    TgtdTrouble(String message) {
        super(message);
    }

    TgtdTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
