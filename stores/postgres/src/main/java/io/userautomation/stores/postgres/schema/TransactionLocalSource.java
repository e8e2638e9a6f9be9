package io.userautomation.stores.postgres.schema;

import io.userautomation.stores.postgres.PostgresConnections;
import io.userautomation.stores.postgres.PostgresSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections on which Flyway's search path and role last as long as a transaction. Flyway sets them for the session, which
 * behind a pooler is the next client's too.
 */
@SuppressWarnings("serial") // never travels
final class TransactionLocalSource extends PGSimpleDataSource {

    private final transient PostgresSettings settings;
    private final transient Map<String, String> options;

    /** @param options of the driver */
    TransactionLocalSource(PostgresSettings settings, Map<String, String> options) {
        this.settings = settings;
        this.options = Map.copyOf(options);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = PostgresConnections.open(settings, options);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments));
    }

    private static Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
        Object[] passed = arguments;
        if (method.getName().equals("prepareStatement")) {
            passed = arguments.clone();
            passed[0] = local((String) arguments[0]);
        }
        try {
            return method.invoke(connection, passed);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** The same setting for the transaction alone; other statements as they are. */
    static String local(String sql) {
        return sql.replaceFirst(
                        "^SELECT set_config\\('search_path', \\?, false\\)$",
                        "SELECT set_config('search_path', ?, true)")
                .replaceFirst("^SET ROLE ", "SET LOCAL ROLE ");
    }
}
