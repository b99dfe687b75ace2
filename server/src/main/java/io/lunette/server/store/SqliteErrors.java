package io.lunette.server.store;

import io.lunette.port.StoreUnavailable;
import io.lunette.port.StoreUnavailable.Trouble;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean (sqlite.org/rescode.html); the low byte of an extended code is its primary code. */
final class SqliteErrors implements SqlErrors {
    private static final int PRIMARY = 0xff;

    @Override
    public RuntimeException translate(SQLException problem) {
        String text = String.valueOf(problem.getMessage());
        return meansUnavailable(problem)
                ? new StoreUnavailable(trouble(problem), "The state file cannot be used now: " + text, problem)
                : new IllegalStateException(text, problem);
    }

    static boolean isNoDatabase(SQLException problem) {
        return primaryCode(problem) == SQLiteErrorCode.SQLITE_NOTADB;
    }

    private static boolean meansUnavailable(SQLException problem) {
        return switch (primaryCode(problem)) {
            case SQLITE_BUSY,
                    SQLITE_LOCKED,
                    SQLITE_FULL,
                    SQLITE_IOERR,
                    SQLITE_CANTOPEN,
                    SQLITE_READONLY,
                    SQLITE_PERM,
                    SQLITE_NOMEM,
                    SQLITE_CORRUPT,
                    SQLITE_NOTADB,
                    SQLITE_PROTOCOL,
                    SQLITE_NOLFS -> true;
            default -> false;
        };
    }

    private static Trouble trouble(SQLException problem) {
        return switch (primaryCode(problem)) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL -> Trouble.LOCKED;
            case SQLITE_FULL -> Trouble.FULL;
            case SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB -> Trouble.DISK;
            default -> Trouble.UNKNOWN;
        };
    }

    private static SQLiteErrorCode primaryCode(SQLException problem) {
        return problem instanceof SQLiteException sqlite
                ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & PRIMARY)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
