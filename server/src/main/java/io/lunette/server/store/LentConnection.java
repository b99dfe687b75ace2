package io.lunette.server.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection of the store in other hands: to close it is to give it back, and transactions stay the store's. */
final class LentConnection implements InvocationHandler {
    interface GiveBack {
        void run() throws SQLException;
    }

    private final Connection connection;
    private final GiveBack giveBack;
    private boolean given;

    private LentConnection(Connection connection, GiveBack giveBack) {
        this.connection = connection;
        this.giveBack = giveBack;
    }

    static Connection of(Connection connection, GiveBack giveBack) {
        return (Connection) Proxy.newProxyInstance(
                LentConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LentConnection(connection, giveBack));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "close" -> close();
            case "isClosed" -> given;
            // Within the store's transaction a statement's commit is the transaction's: what libraries call automatic.
            case "getAutoCommit" -> true;
            case "setAutoCommit", "commit", "rollback", "setSavepoint" ->
                throw new SQLException("transactions are the store's: use StateStore.atomically");
            default -> pass(method, arguments);
        };
    }

    private @Nullable Object close() throws SQLException {
        if (!given) {
            given = true;
            giveBack.run();
        }
        return null;
    }

    private @Nullable Object pass(Method method, Object @Nullable [] arguments) throws Throwable {
        if (given) {
            throw new SQLException("the connection was given back");
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
