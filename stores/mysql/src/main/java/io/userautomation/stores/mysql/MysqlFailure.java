package io.userautomation.stores.mysql;

import io.userautomation.stores.FailureKind;
import io.userautomation.stores.StoreFailure;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one place that says what an error of MySQL, MariaDB or the driver means, by the server's number: the SQLSTATE is the
 * same for too many of them. Numbers from <a href="https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html">
 * MySQL's list</a> and <a href="https://mariadb.com/docs/server/reference/error-codes/mariadb-error-code-reference">MariaDB's</a>.
 */
public final class MysqlFailure {

    /** The server's own numbers begin here; below are its files' and the driver's. */
    private static final int FIRST_OF_SERVER = 1000;

    /** A SIGNAL that names no number, as triggers refuse rows: unhandled warning, not found, exception. */
    private static final Set<Integer> SIGNALS = Set.of(1642, 1643, 1644);

    /**
     * What is unlike the class of its SQLSTATE. Null, cut off, no such value, no partition, a view's check option, division
     * by zero, a function's value, out of range, no JSON (each server's), check constraints (each server's).
     */
    private static final Set<Integer> DATA = Set.of(
            1048, 1264, 1265, 1292, 1366, 1526, 1369, 1365, 1411, 1690, 3140, 3141, 4038, 3819, 4025, 1406, 1118);

    /** Data exceptions, constraints, a view's check option, what an operator's trigger signals. */
    private static final Set<String> DATA_STATES = Set.of("22", "23", "44", "45");

    /**
     * Disk, memory, the engine's own errors; too many clients, of the server or the user; shutting down; a full table or disk;
     * broken packets; blocked host; locks, deadlocks, a row that has changed meanwhile; read-only for a while; killed or too slow
     * (each server's); a cluster that isn't ready; no longer connected.
     */
    private static final Set<Integer> OUTAGES = Set.of(
            1020, 1021, 1026, 1030, 1037, 1038, 1041, 1040, 1203, 1226, 1053, 1079, 1080, 1105, 1114, 1129, 1180, 1205,
            1206, 1213, 1223, 1290, 1792, 1836, 1317, 1927, 1969, 3024, 1047, 3100, 3101, 3168, 3169, 4031, 1218, 1815);

    /**
     * Access denied, with or without a password; host not allowed; a way to log in that one side lacks; TLS required; a
     * password that has expired; an account that is locked (each server's).
     */
    private static final Set<Integer> LOGINS =
            Set.of(1045, 1698, 1130, 1251, 1275, 1524, 3159, 1820, 1862, 3118, 3955, 4151, 1873);

    private static final int PACKET_TOO_LARGE = 1153;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final Set<Integer> NO_PERMISSION = Set.of(1044, 1142, 1143, 1227, 1370);

    /** No column, no table, a column of the operator's own that nobody fills: their messages name no more than that. */
    private static final Set<Integer> NAMING = Set.of(1054, 1146, 1364);

    /** By the server, as one that is slow. */
    private static final Set<Integer> TOO_SLOW = Set.of(1969, 3024);

    private MysqlFailure() {}

    /** Classifies what the driver threw. */
    public static StoreFailure of(SQLException error, MysqlSettings settings) {
        FailureKind kind = kind(error);
        String sentence =
                switch (kind) {
                    case DATA -> names(error);
                    case OUTAGE -> "%s does not answer: %s".formatted(settings, sentence(error));
                    case LOGIN ->
                        "MySQL at %s refuses the login, saying \"%s\": check %s, %s and %s"
                                .formatted(
                                        settings.address(),
                                        sentence(error),
                                        MysqlSettings.USERNAME.variable(),
                                        MysqlSettings.PASSWORD.variable(),
                                        MysqlSettings.TLS.variable());
                    case SCHEMA -> schema(error, settings);
                };
        // What the server sent may hold the row, and a cause is logged with all it holds.
        return new StoreFailure(kind, sentence, isServers(error) ? null : error);
    }

    /** Whether what was asked for took too long, for the server or for us; less of it may not. */
    public static boolean isTimeout(SQLException error) {
        return TOO_SLOW.contains(error.getErrorCode())
                || Stream.iterate((Throwable) error, cause -> cause != null, Throwable::getCause)
                        .anyMatch(SocketTimeoutException.class::isInstance);
    }

    /** Whether the login may not do this. */
    public static boolean isPermission(SQLException error) {
        return NO_PERMISSION.contains(error.getErrorCode());
    }

    private static FailureKind kind(SQLException error) {
        int code = error.getErrorCode();
        String state = state(error);
        String stateClass = state.length() < 2 ? "" : state.substring(0, 2);
        if (LOGINS.contains(code)) {
            return FailureKind.LOGIN;
        }
        if (OUTAGES.contains(code)) {
            return FailureKind.OUTAGE;
        }
        if (code == PACKET_TOO_LARGE) {
            return FailureKind.SCHEMA;
        }
        if (SIGNALS.contains(code) || DATA.contains(code) || DATA_STATES.contains(stateClass)) {
            return FailureKind.DATA;
        }
        if (stateClass.equals("28")) {
            return FailureKind.LOGIN;
        }
        // The driver's own time-outs have no state; deadlocks are rolled back; a server's files are its own.
        boolean filesOfServer = code > 0 && code < FIRST_OF_SERVER;
        boolean outage = stateClass.isEmpty() || Set.of("08", "40", "70").contains(stateClass) || filesOfServer;
        return outage ? FailureKind.OUTAGE : FailureKind.SCHEMA;
    }

    private static String schema(SQLException error, MysqlSettings settings) {
        int code = error.getErrorCode();
        if (code == UNKNOWN_DATABASE) {
            return "MySQL at %s says \"%s\": create the database with CREATE DATABASE, or name another in %s"
                    .formatted(settings.address(), sentence(error), MysqlSettings.URL.variable());
        }
        if (code == PACKET_TOO_LARGE) {
            return "%s takes less than a megabyte at once: raise its max_allowed_packet".formatted(settings);
        }
        if (isPermission(error)) {
            return "%s refuses: %s (error %s); have it granted to the login in %s, see docs/permissions.md"
                    .formatted(settings, sentence(error), code, MysqlSettings.USERNAME.variable());
        }
        // A syntax error quotes the statement, and so the rows.
        String said = !isServers(error) || NAMING.contains(code) ? sentence(error) : names(error);
        return "%s refuses: %s (error %s); run schema-init, or look at %s"
                .formatted(settings, said, code, MysqlSettings.TABLE.variable());
    }

    private static boolean isServers(SQLException error) {
        return error.getErrorCode() >= FIRST_OF_SERVER;
    }

    /** Empty for a driver that failed without one. */
    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** The message, for errors that are not about a row, without the connection's number. */
    private static String sentence(SQLException error) {
        return String.valueOf(error.getMessage()).replaceFirst("^\\(conn=\\d+\\) ", "");
    }

    private static String names(SQLException error) {
        return "error %s, SQLSTATE %s".formatted(error.getErrorCode(), state(error));
    }
}
