package io.lunette.usecase.doctor;

import io.lunette.failure.Failure;

/**
 * What a look at one thing found.
 *
 * @param code of the thing that was looked at, stable, and the same whatever was found
 * @param about which one where there are several: a server, a portal; else empty
 * @param what as a clause without a full stop
 * @param why what it means, as a clause without a full stop
 * @param fix what to do; empty where there is nothing
 */
public record Finding(String code, Level level, String about, String what, String why, String fix) {

    /** From best to worst. */
    public enum Level {
        OK,
        /** libvirt does not let one know. */
        UNKNOWN,
        /** Works, and will hurt one day. */
        WARNING,
        /** Does not work, or loses data. */
        PROBLEM;

        public Level worse(Level other) {
            return compareTo(other) < 0 ? other : this;
        }
    }

    static Finding ok(String code, String what, String why) {
        return new Finding(code, Level.OK, "", what, why, "");
    }

    static Finding unknown(String code, String what, String why, String fix) {
        return new Finding(code, Level.UNKNOWN, "", what, why, fix);
    }

    /** The host, or what is on the way to it, did not tell. */
    static Finding untold(String code, Failure failure, String fix) {
        return unknown(code, failure.what(), failure.why(), fix);
    }

    static Finding warning(String code, String what, String why, String fix) {
        return new Finding(code, Level.WARNING, "", what, why, fix);
    }

    static Finding problem(String code, String what, String why, String fix) {
        return new Finding(code, Level.PROBLEM, "", what, why, fix);
    }

    Finding about(Object subject) {
        return new Finding(code, level, subject.toString(), what, why, fix);
    }
}
