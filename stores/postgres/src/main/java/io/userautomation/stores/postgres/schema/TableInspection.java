package io.userautomation.stores.postgres.schema;

import io.userautomation.model.record.UserField;
import io.userautomation.stores.ColumnDifferences;
import io.userautomation.stores.postgres.PostgresSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares a table with what the Spark job writes and the audit reads. */
final class TableInspection {

    private static final String ID = UserField.ID.key();
    private static final String INSTANT = "timestamp with time zone";
    private static final Set<UserField> DATES = Set.of(UserField.DOB, UserField.REGISTERED_DATE);
    /** Rows that were there before are older than any record, so that one may replace them. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "event_time", " NOT NULL DEFAULT 'epoch'",
            "kafka_offset", " NOT NULL DEFAULT 0",
            "ingested_at", " NOT NULL DEFAULT now()");
    /** Ordinary and partitioned tables. */
    private static final Set<String> WRITABLE_KINDS = Set.of("r", "p");

    private final String table;

    TableInspection(String table) {
        this.table = table;
    }

    /** A sentence for each difference; {@code found} is not empty. */
    List<String> of(List<Column> found) {
        if (!WRITABLE_KINDS.contains(found.get(0).kind())) {
            return List.of("%s is not a table but a view or the like: %s".formatted(table, elsewhere()));
        }
        List<String> sentences =
                new ArrayList<>(ColumnDifferences.between(table, expected(), types(found), this::conversion));
        String key =
                found.stream().filter(Column::inPrimaryKey).map(Column::name).collect(Collectors.joining(", "));
        if (!key.equals(ID)) {
            sentences.add("the primary key of %s is (%s), expected (%s): %s".formatted(table, key, ID, elsewhere()));
        }
        found.stream()
                .filter(column -> column.refusesNull() && !isAlwaysFilled(column.name()))
                .forEach(column -> sentences.add(
                        ("column %s of %s may not be null, but rows come without it: run ALTER TABLE %s ALTER COLUMN %s"
                                        + " DROP NOT NULL")
                                .formatted(column.name(), table, table, column.name())));
        return sentences;
    }

    /** Columns to add, by definition; none where that alone would not make the table fit. */
    Map<String, String> addable(List<Column> found) {
        Map<String, String> missing = ColumnDifferences.missing(expected(), types(found));
        if (found.isEmpty() || of(found).size() != missing.size()) {
            return Map.of();
        }
        missing.replaceAll((column, type) -> type + DEFAULTS.getOrDefault(column, ""));
        return missing;
    }

    private static Map<String, String> types(List<Column> found) {
        Map<String, String> types = new LinkedHashMap<>();
        found.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    /** Types by column, as PostgreSQL spells them. */
    private static Map<String, String> expected() {
        Map<String, String> types = new LinkedHashMap<>();
        for (UserField field : UserField.values()) {
            String type = DATES.contains(field) ? INSTANT : "text";
            types.put(field.key(), field == UserField.ID ? "uuid" : type);
        }
        types.put("event_time", INSTANT);
        types.put("kafka_offset", "bigint");
        types.put("ingested_at", INSTANT);
        return types;
    }

    /** Neither optional fields nor columns that the pipeline doesn't know are. */
    private static boolean isAlwaysFilled(String column) {
        return Stream.of(UserField.values())
                .filter(field -> field.key().equals(column))
                .findFirst()
                .map(UserField::required)
                .orElse(expected().containsKey(column));
    }

    private String conversion(String column, String type) {
        return "convert it with ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::%s, or %s"
                .formatted(table, column, type, column, type, elsewhere());
    }

    private static String elsewhere() {
        return "set %s to another name".formatted(PostgresSettings.TABLE.variable());
    }
}
