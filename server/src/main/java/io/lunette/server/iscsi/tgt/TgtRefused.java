package io.lunette.server.iscsi.tgt;

import java.io.IOException;

/** tgtd understood a request and said no. */
final class TgtRefused extends IOException {
    static final int NO_TARGET = 4;
    static final int NO_SESSION = 6;
    static final int NO_CONNECTION = 7;
    static final int ACL_EXISTS = 12;
    static final int NO_ACL = 13;
    static final int USER_EXISTS = 14;
    static final int NO_USER = 15;
    static final int TARGET_ACTIVE = 19;

    private static final String[] MEANINGS = {
        "success",
        "unknown error",
        "out of memory",
        "no such driver",
        "no such target",
        "no such logical unit",
        "no such session",
        "no such connection",
        "no such binding",
        "the target exists already",
        "the logical unit exists already",
        "the binding exists already",
        "the initiator is let in already",
        "the initiator is not let in",
        "the user exists already",
        "no such user",
        "too many users",
        "invalid request",
        "the outgoing account exists already",
        "the target is active",
        "the logical unit is active",
        "the driver is active",
        "unsupported operation",
        "unknown parameter",
        "removal is prevented"
    };

    private final int code;

    TgtRefused(TgtRequest request, int code) {
        super("tgtd answered '" + meaning(code) + "' to " + request);
        this.code = code;
    }

    int code() {
        return code;
    }

    private static String meaning(int code) {
        return code >= 0 && code < MEANINGS.length ? MEANINGS[code] : "error " + code;
    }
}
