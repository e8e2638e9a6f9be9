package io.userautomation.stores;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Compares a table's columns with those that the pipeline writes. */
public final class ColumnDifferences {

    private ColumnDifferences() {}

    /** The expected columns that are missing, in order; their types by column. */
    public static Map<String, String> missing(Map<String, String> expected, Map<String, String> found) {
        Map<String, String> missing = new LinkedHashMap<>(expected);
        missing.keySet().removeAll(found.keySet());
        return missing;
    }

    /**
     * A sentence for each expected column that is missing or of another type; columns beyond those are nobody's
     * business here.
     *
     * @param table as it stands in statements
     * @param expected type by column, in order
     * @param found type by column
     * @param conversion what to do about a column (first argument) that isn't of its type (second)
     */
    public static List<String> between(
            String table,
            Map<String, String> expected,
            Map<String, String> found,
            BiFunction<String, String, String> conversion) {
        List<String> sentences = new ArrayList<>();
        expected.forEach((column, type) -> {
            String actual = found.get(column);
            if (actual == null) {
                sentences.add(("column %s of %s is missing, expected %s: add it with ALTER TABLE %s ADD %s %s,"
                                + " or by schema-init --repair")
                        .formatted(column, table, type, table, column, type));
            } else if (!actual.equals(type)) {
                sentences.add("column %s of %s is %s, expected %s: %s"
                        .formatted(column, table, actual, type, conversion.apply(column, type)));
            }
        });
        return sentences;
    }
}
