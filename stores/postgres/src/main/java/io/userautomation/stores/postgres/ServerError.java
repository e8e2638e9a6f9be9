package io.userautomation.stores.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What of an error may be said. Its detail holds the row, and so may the message of a trigger, of a function, or of a
 * value that can't be read: of those nothing is said but the code and the names of what refused.
 */
final class ServerError {

    /** The server's names of the codes that a row may be refused with. */
    private static final Map<String, String> CONDITIONS = Map.ofEntries(
            Map.entry("22001", "string_data_right_truncation"),
            Map.entry("22003", "numeric_value_out_of_range"),
            Map.entry("22007", "invalid_datetime_format"),
            Map.entry("22008", "datetime_field_overflow"),
            Map.entry("22012", "division_by_zero"),
            Map.entry("22021", "character_not_in_repertoire"),
            Map.entry("22P02", "invalid_text_representation"),
            Map.entry("22P05", "untranslatable_character"),
            Map.entry("23001", "restrict_violation"),
            Map.entry("23502", "not_null_violation"),
            Map.entry("23503", "foreign_key_violation"),
            Map.entry("23505", "unique_violation"),
            Map.entry("23514", "check_violation"),
            Map.entry("23P01", "exclusion_violation"),
            Map.entry("44000", "with_check_option_violation"),
            Map.entry("54000", "program_limit_exceeded"),
            Map.entry("57014", "query_canceled"),
            Map.entry("P0001", "raise_exception"));

    private ServerError() {}

    /** The SQLSTATE; empty for a driver that failed without one, as it does when its own time-outs pass. */
    static String state(SQLException error) {
        return error.getSQLState() == null ? "" : error.getSQLState();
    }

    /** What the server sent; null where it is the driver that failed. */
    static ServerErrorMessage sent(SQLException error) {
        return error instanceof PSQLException refused ? refused.getServerErrorMessage() : null;
    }

    /** The message, for errors that are not about a row. One with a context comes from within a function. */
    static String sentence(SQLException error) {
        ServerErrorMessage server = sent(error);
        if (server == null) {
            return String.valueOf(error.getMessage());
        }
        return server.getWhere() == null ? String.valueOf(server.getMessage()) : names(error);
    }

    /** Code, condition, and the names of table, column, type and constraint, as far as the server gives them. */
    static String names(SQLException error) {
        String state = state(error);
        List<String> said = new ArrayList<>();
        said.add(CONDITIONS.getOrDefault(state, ""));
        ServerErrorMessage server = sent(error);
        if (server != null) {
            said.add(name("table", server.getTable()));
            said.add(name("column", server.getColumn()));
            said.add(name("type", server.getDatatype()));
            said.add(name("constraint", server.getConstraint()));
        }
        said.removeIf(String::isEmpty);
        return said.isEmpty() ? "SQLSTATE " + state : "SQLSTATE %s: %s".formatted(state, String.join(" ", said));
    }

    private static String name(String kind, String name) {
        return name == null ? "" : kind + " " + name;
    }
}
