package io.userautomation.stores.postgres;

import static io.userautomation.stores.postgres.ServerError.sentence;
import static io.userautomation.stores.postgres.ServerError.state;

import io.userautomation.model.record.UserField;
import io.userautomation.stores.FailureKind;
import io.userautomation.stores.StoreFailure;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.util.ServerErrorMessage;

/**
 * The one place that says what an error of PostgreSQL or its driver means, by SQLSTATE
 * (<a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">the server's list</a>).
 */
public final class PostgresFailure {

    /** Data exceptions: a value that the column does not take. Constraints, of whatever kind. A view's check option. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23", "44");

    /** A value too long for an index; a RAISE that names no code, as triggers refuse rows. */
    private static final Set<String> DATA_STATES = Set.of("54000", "P0001");

    /** By {@code statement_timeout}, or by hand. */
    private static final String CANCELED = "57014";

    private static final String NOT_NULL = "23502";

    /** The server's routines that refuse a row with any code: PL/pgSQL's RAISE, and the check of a policy. */
    private static final Set<String> REFUSING_ROUTINES = Set.of("exec_stmt_raise", "ExecWithCheckOptions");

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String UNDEFINED_TABLE = "42P01";

    /** Invalid authorization. */
    private static final String LOGIN_CLASS = "28";

    /** No such database. */
    private static final String CATALOG_CLASS = "3D";

    /**
     * Connection, rolled back (deadlock, serialisation), resources (too many clients among them), object in use (lock
     * time-outs), operator's intervention (shutting down, starting up, cancelled), system and internal errors.
     */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "40", "53", "55", "57", "58", "XX");

    /** A standby took over the address, or the primary is kept read-only for a while. */
    private static final String READ_ONLY = "25006";

    /** The JDBC driver's code for a kind of login that it can't do: no outage in spite of its class. */
    private static final String LOGIN_METHOD_REFUSED = "08004";

    private PostgresFailure() {}

    /** Classifies what the driver threw. */
    public static StoreFailure of(SQLException error, PostgresSettings settings) {
        FailureKind kind = kind(error, settings);
        String sentence =
                switch (kind) {
                    case DATA -> ServerError.names(error);
                    case OUTAGE -> "%s does not answer: %s".formatted(settings, sentence(error));
                    case LOGIN -> login(error, settings);
                    case SCHEMA -> schema(error, settings);
                };
        // What the server sent may hold the row, and a cause is logged with all it holds.
        return new StoreFailure(kind, sentence, ServerError.sent(error) == null ? error : null);
    }

    /** Whether what was asked for took too long, for the server or for us; less of it may not. */
    public static boolean isTimeout(SQLException error) {
        return state(error).equals(CANCELED) || error.getCause() instanceof SocketTimeoutException;
    }

    /** Whether the login may not do this. */
    public static boolean isPermission(SQLException error) {
        return state(error).equals(INSUFFICIENT_PRIVILEGE);
    }

    private static FailureKind kind(SQLException error, PostgresSettings settings) {
        FailureKind byState = kind(state(error));
        ServerErrorMessage server = ServerError.sent(error);
        if (server == null) {
            return byState;
        }
        if (isPoolersRefusal(error)) {
            return FailureKind.LOGIN;
        }
        if (byState != FailureKind.OUTAGE && REFUSING_ROUTINES.contains(String.valueOf(server.getRoutine()))) {
            return FailureKind.DATA;
        }
        return isNeverFilled(server, settings) ? FailureKind.SCHEMA : byState;
    }

    /** A column of the operator's own that may not be null refuses every row. */
    private static boolean isNeverFilled(ServerErrorMessage server, PostgresSettings settings) {
        String column = server.getColumn();
        return NOT_NULL.equals(server.getSQLState())
                && settings.table().equals(server.getTable())
                && Stream.of(UserField.values()).noneMatch(field -> field.key().equals(column));
    }

    /** What the state means; empty for a driver that failed without one, as it does when its own time-outs pass. */
    private static FailureKind kind(String state) {
        String stateClass = state.length() < 2 ? "" : state.substring(0, 2);
        if (DATA_CLASSES.contains(stateClass) || DATA_STATES.contains(state)) {
            return FailureKind.DATA;
        }
        if (stateClass.equals(LOGIN_CLASS) || state.equals(LOGIN_METHOD_REFUSED)) {
            return FailureKind.LOGIN;
        }
        boolean outage = stateClass.isEmpty() || OUTAGE_CLASSES.contains(stateClass) || state.equals(READ_ONLY);
        return outage ? FailureKind.OUTAGE : FailureKind.SCHEMA;
    }

    private static String login(SQLException error, PostgresSettings settings) {
        if (isPoolersRefusal(error)) {
            return "PgBouncer at %s says \"%s\": add it to its ignore_startup_parameters, or take it out of %s"
                    .formatted(settings.address(), sentence(error), PostgresSettings.URL.variable());
        }
        return "PostgreSQL at %s refuses the login, saying \"%s\": check %s, %s and %s"
                .formatted(
                        settings.address(),
                        sentence(error),
                        PostgresSettings.USERNAME.variable(),
                        PostgresSettings.PASSWORD.variable(),
                        PostgresSettings.TLS.variable());
    }

    /** PgBouncer has one code, a connection's, for all that it says. */
    private static boolean isPoolersRefusal(SQLException error) {
        ServerErrorMessage server = ServerError.sent(error);
        return server != null && String.valueOf(server.getMessage()).startsWith("unsupported startup parameter");
    }

    private static String schema(SQLException error, PostgresSettings settings) {
        if (state(error).startsWith(CATALOG_CLASS)) {
            return "PostgreSQL at %s says \"%s\": create the database with CREATE DATABASE, or name another in %s"
                    .formatted(settings.address(), sentence(error), PostgresSettings.URL.variable());
        }
        if (isPermission(error)) {
            return "%s refuses: %s (SQLSTATE %s); have it granted to the login in %s, see docs/permissions.md"
                    .formatted(settings, sentence(error), state(error), PostgresSettings.USERNAME.variable());
        }
        // A login that may not use the schema is told the same as where there is no table.
        String hidden =
                state(error).equals(UNDEFINED_TABLE) ? ", or grant USAGE on its schema (docs/permissions.md)" : "";
        return "%s refuses: %s (SQLSTATE %s); run schema-init, or look at %s%s"
                .formatted(settings, sentence(error), state(error), PostgresSettings.TABLE.variable(), hidden);
    }
}
