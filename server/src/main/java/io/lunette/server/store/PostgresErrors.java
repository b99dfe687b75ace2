package io.lunette.server.store;

import io.lunette.port.StoreUnavailable;
import io.lunette.port.StoreUnavailable.Trouble;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** What PostgreSQL's SQLSTATEs mean (its documentation, appendix A); the first two characters are the class. */
final class PostgresErrors implements SqlErrors {
    private static final int CLASS = 2;

    /**
     * Connections, authorization and databases that are gone, resources (a full disk is 53100), an administrator's or a
     * crash's end of the session, the operating system, corruption.
     */
    private static final Set<String> UNAVAILABLE_CLASSES = Set.of("08", "28", "3D", "53", "57", "58", "XX");

    /** Held for too long; a standby; another's transaction came first; our own took too long. */
    private static final Set<String> UNAVAILABLE =
            Set.of("55P03", "25006", "40001", "40P01", "25P03", "25P04", "40003");

    @Override
    public RuntimeException translate(SQLException problem) {
        String text = String.valueOf(problem.getMessage());
        return meansUnavailable(problem)
                ? new StoreUnavailable(trouble(problem), "The database cannot be used now: " + text, problem)
                : new IllegalStateException(text, problem);
    }

    private static Trouble trouble(SQLException problem) {
        String state = String.valueOf(problem.getSQLState());
        return switch (state) {
            case "55P03", "40001", "40P01" -> Trouble.LOCKED;
            case "53100" -> Trouble.FULL;
            default -> state.startsWith("08") || state.startsWith("57P") ? Trouble.GONE : Trouble.UNKNOWN;
        };
    }

    /** Whether it ended the connection: another one may do. */
    static boolean meansGone(RuntimeException problem) {
        return problem.getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && (cause.getSQLState().startsWith("08") || cause.getSQLState().startsWith("57P"));
    }

    private static boolean meansUnavailable(SQLException problem) {
        String state = problem.getSQLState();
        // The pool, when it has no connection to give.
        if (problem instanceof SQLTransientConnectionException) {
            return true;
        }
        return state != null
                && (UNAVAILABLE.contains(state)
                        || (state.length() > CLASS && UNAVAILABLE_CLASSES.contains(state.substring(0, CLASS))));
    }
}
