package io.userautomation.stores.mysql.schema;

import io.userautomation.model.record.UserField;
import io.userautomation.stores.ColumnDifferences;
import io.userautomation.stores.mysql.MysqlSettings;
import io.userautomation.stores.mysql.UsersTable;
import io.userautomation.stores.mysql.UsersTable.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a table with what the Spark job writes and the audit reads. */
final class TableInspection {

    private static final String ID = UserField.ID.key();
    private static final String ENGINE = "InnoDB";

    /** Rows that were there before are older than any record, so that one may replace them. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "event_time", " NOT NULL DEFAULT '1970-01-01'",
            "kafka_offset", " NOT NULL DEFAULT 0",
            "ingested_at", " NOT NULL DEFAULT '1970-01-01'");

    private final String table;

    TableInspection(String table) {
        this.table = table;
    }

    /** A sentence for each difference; {@code found} is not empty. */
    List<String> of(List<Column> found) {
        if (!found.get(0).isTable()) {
            return List.of("%s is not a table but a view or the like: %s".formatted(table, elsewhere()));
        }
        List<String> sentences = new ArrayList<>(
                ColumnDifferences.between(table, UsersTable.expected(), UsersTable.types(found), this::conversion));
        if (!ENGINE.equals(found.get(0).engine())) {
            sentences.add("%s is kept by %s, which loses rows in a crash: run ALTER TABLE %s ENGINE = %s"
                    .formatted(table, found.get(0).engine(), table, ENGINE));
        }
        String key =
                found.stream().filter(Column::inPrimaryKey).map(Column::name).collect(Collectors.joining(", "));
        if (!key.equals(ID)) {
            sentences.add("the primary key of %s is (%s), expected (%s): %s".formatted(table, key, ID, elsewhere()));
        }
        found.stream()
                .filter(column -> column.refusesNull() && !isAlwaysFilled(column.name()))
                .forEach(column -> sentences.add(
                        ("column %s of %s may not be null, but rows come without it: run ALTER TABLE %s MODIFY %s %s"
                                        + " NULL")
                                .formatted(column.name(), table, table, column.name(), column.type())));
        return sentences;
    }

    /** Columns to add, by definition; none where that alone would not make the table fit. */
    Map<String, String> addable(List<Column> found) {
        Map<String, String> missing = ColumnDifferences.missing(UsersTable.expected(), UsersTable.types(found));
        if (found.isEmpty() || of(found).size() != missing.size()) {
            return Map.of();
        }
        missing.replaceAll((column, type) -> type + DEFAULTS.getOrDefault(column, ""));
        return missing;
    }

    /** Neither optional fields nor columns that the pipeline doesn't know are. */
    private static boolean isAlwaysFilled(String column) {
        return Stream.of(UserField.values())
                .filter(field -> field.key().equals(column))
                .findFirst()
                .map(UserField::required)
                .orElse(UsersTable.expected().containsKey(column));
    }

    private String conversion(String column, String type) {
        return "convert it with ALTER TABLE %s MODIFY %s %s%s, or %s"
                .formatted(table, column, type, type.equals("text") ? " CHARACTER SET utf8mb4" : "", elsewhere());
    }

    private static String elsewhere() {
        return "set %s to another name".formatted(MysqlSettings.TABLE.variable());
    }
}
