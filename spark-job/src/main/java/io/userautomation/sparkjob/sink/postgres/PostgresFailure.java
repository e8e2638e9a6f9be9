package io.userautomation.sparkjob.sink.postgres;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells data errors and outages, which waiting ends, from what no waiting mends; by SQLSTATE. */
final class PostgresFailure {

    /** Data exceptions: a value that the column does not take. */
    private static final String DATA = "22";

    /**
     * Connection, rolled back (deadlock, serialisation), resources, object in use (lock time-outs), operator's
     * intervention (shutting down, starting up, cancelled), system and internal errors.
     */
    private static final Set<String> OUTAGE = Set.of("08", "40", "53", "55", "57", "58", "XX");

    /** A standby took over the address, or the primary is kept read-only for a while. */
    private static final String READ_ONLY = "25006";

    /** The JDBC driver's code for a kind of login that it can't do: no outage in spite of its class. */
    private static final String LOGIN_REFUSED = "08004";

    private PostgresFailure() {}

    static boolean isDataError(SQLException error) {
        return state(error).startsWith(DATA);
    }

    /** Why the server refused a row, without the row's content. */
    static String refusal(SQLException error) {
        return "SQLSTATE %s: %s".formatted(state(error), sentence(error).replaceAll("\"[^\"]*\"", "\"…\""));
    }

    /**
     * The outage that {@code error} is, as one sentence.
     *
     * @throws TaskException when it is none: a wrong password, database, table or statement
     */
    static String outage(SQLException error, PostgresTarget target) {
        String state = state(error);
        if (isOutage(state)) {
            return "%s does not answer: %s".formatted(target, sentence(error));
        }
        throw new TaskException(
                ExitStatus.FAILED,
                "%s refuses: %s (SQLSTATE %s); %s".formatted(target, sentence(error), state, advice(state)),
                error);
    }

    private static boolean isOutage(String state) {
        return !state.equals(LOGIN_REFUSED)
                && (state.length() < 2 || OUTAGE.contains(state.substring(0, 2)) || state.equals(READ_ONLY));
    }

    private static String advice(String state) {
        if (state.startsWith("28") || state.equals(LOGIN_REFUSED)) {
            return "look at POSTGRES_USERNAME, POSTGRES_PASSWORD and POSTGRES_TLS";
        }
        return state.startsWith("3D") ? "look at POSTGRES_URL" : "run schema-init, or look at POSTGRES_TABLE";
    }

    /** Empty where the driver failed without one, as it does when its own time-outs pass. */
    private static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** The server's first sentence: its details quote the row. */
    private static String sentence(SQLException error) {
        ServerErrorMessage server = error instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
        return server == null ? error.getMessage() : server.getMessage();
    }
}
