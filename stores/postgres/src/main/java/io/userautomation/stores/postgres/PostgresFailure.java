package io.userautomation.stores.postgres;

import io.userautomation.stores.FailureKind;
import io.userautomation.stores.StoreFailure;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The one place that says what an error of PostgreSQL or its driver means, by SQLSTATE
 * (<a href="https://www.postgresql.org/docs/17/errcodes-appendix.html">the server's list</a>).
 */
public final class PostgresFailure {

    /** Data exceptions: a value that the column does not take. */
    private static final String DATA_CLASS = "22";

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
        FailureKind kind = kind(state(error));
        String sentence =
                switch (kind) {
                    case DATA -> refusal(error);
                    case OUTAGE -> "%s does not answer: %s".formatted(settings, sentence(error));
                    case LOGIN ->
                        "PostgreSQL at %s refuses the login, saying \"%s\": check %s, %s and %s"
                                .formatted(
                                        settings.address(),
                                        sentence(error),
                                        PostgresSettings.USERNAME.variable(),
                                        PostgresSettings.PASSWORD.variable(),
                                        PostgresSettings.TLS.variable());
                    case SCHEMA -> schema(error, settings);
                };
        return new StoreFailure(kind, sentence, error);
    }

    /** What the state means; empty for a driver that failed without one, as it does when its own time-outs pass. */
    static FailureKind kind(String state) {
        String stateClass = state.length() < 2 ? "" : state.substring(0, 2);
        if (stateClass.equals(DATA_CLASS)) {
            return FailureKind.DATA;
        }
        if (stateClass.equals(LOGIN_CLASS) || state.equals(LOGIN_METHOD_REFUSED)) {
            return FailureKind.LOGIN;
        }
        boolean outage = stateClass.isEmpty() || OUTAGE_CLASSES.contains(stateClass) || state.equals(READ_ONLY);
        return outage ? FailureKind.OUTAGE : FailureKind.SCHEMA;
    }

    private static String schema(SQLException error, PostgresSettings settings) {
        if (state(error).startsWith(CATALOG_CLASS)) {
            return "PostgreSQL at %s says \"%s\": create the database with CREATE DATABASE, or name another in %s"
                    .formatted(settings.address(), sentence(error), PostgresSettings.URL.variable());
        }
        return "%s refuses: %s (SQLSTATE %s); run schema-init, or look at %s"
                .formatted(settings, sentence(error), state(error), PostgresSettings.TABLE.variable());
    }

    /** Why the server refused a row, without the row's content. */
    private static String refusal(SQLException error) {
        return "SQLSTATE %s: %s".formatted(state(error), sentence(error).replaceAll("\"[^\"]*\"", "\"…\""));
    }

    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** The server's first sentence: its details quote the row. */
    private static String sentence(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        return String.valueOf(server == null ? error.getMessage() : server.getMessage());
    }
}
