package io.lunette.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/** Connections to one PostgreSQL database. */
final class PostgresPools {
    /** One thread writes at a time; the others are for what is lent beside transactions. */
    private static final int WRITERS = 3;

    private static final int READERS = 6;
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final PostgresAddress address;
    private final Duration patience;

    PostgresPools(PostgresAddress address, Duration patience) {
        this.address = address;
        this.patience = patience;
    }

    /** For the schema: a migration may take its time. */
    PGSimpleDataSource unhurried() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address.host()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(address.database());
        source.setUser(address.user());
        address.password().ifPresent(source::setPassword);
        source.setSslMode(address.sslMode());
        source.setApplicationName("lunette");
        source.setConnectTimeout(seconds(patience));
        source.setTcpKeepAlive(true);
        return source;
    }

    HikariDataSource writers() {
        return pool("writers", WRITERS, "");
    }

    HikariDataSource readers() {
        return pool("readers", READERS, " -c default_transaction_read_only=on");
    }

    private HikariDataSource pool(String name, int most, String options) {
        PGSimpleDataSource source = unhurried();
        source.setSocketTimeout(seconds(patience.multipliedBy(2)));
        source.setOptions(limits() + options);
        HikariConfig config = new HikariConfig();
        config.setPoolName("lunette-" + name);
        config.setDataSource(source);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setIdleTimeout(IDLE.toMillis());
        config.setConnectionTimeout(Math.max(patience.toMillis(), 250));
        config.setValidationTimeout(Math.max(patience.toMillis() / 2, 250));
        // Beyond it a transaction would not see what was committed while it waited for its turn.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.setDataSourceProperties(new Properties());
        return new HikariDataSource(config);
    }

    // A controller that hangs within a transaction must not keep the others from writing for ever: the server ends it.
    private String limits() {
        return "-c lock_timeout=" + patience.toMillis() + " -c idle_in_transaction_session_timeout="
                + patience.multipliedBy(2).toMillis();
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }
}
