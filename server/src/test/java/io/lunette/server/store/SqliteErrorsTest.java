package io.lunette.server.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.lunette.port.StoreUnavailable;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class SqliteErrorsTest {
    private final SqlErrors errors = new SqliteErrors();

    @ParameterizedTest
    @EnumSource(
            names = {
                "SQLITE_BUSY",
                "SQLITE_BUSY_SNAPSHOT",
                "SQLITE_LOCKED",
                "SQLITE_FULL",
                "SQLITE_IOERR",
                "SQLITE_IOERR_FSYNC",
                "SQLITE_IOERR_WRITE",
                "SQLITE_CANTOPEN",
                "SQLITE_READONLY_DBMOVED",
                "SQLITE_CORRUPT"
            })
    void a_database_that_cannot_be_used_is_unavailable(SQLiteErrorCode code) {
        SQLException problem = new SQLiteException("no", code);

        RuntimeException translated = errors.translate(problem);

        assertSame(problem, assertInstanceOf(StoreUnavailable.class, translated).getCause());
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SQLITE_CONSTRAINT",
                "SQLITE_CONSTRAINT_UNIQUE",
                "SQLITE_CONSTRAINT_FOREIGNKEY",
                "SQLITE_ERROR",
                "SQLITE_MISMATCH"
            })
    void a_broken_rule_is_a_bug(SQLiteErrorCode code) {
        assertInstanceOf(IllegalStateException.class, errors.translate(new SQLiteException("no", code)));
    }

    @Test
    void what_the_driver_itself_says_is_a_bug() {
        assertInstanceOf(IllegalStateException.class, errors.translate(new SQLException("no such column")));
    }
}
