package io.userautomation.stores.cassandra.schema;

import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.userautomation.model.record.UserField;
import io.userautomation.stores.ColumnDifferences;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares keyspace and table with what the pipeline needs. */
final class TableInspection {

    private static final String ID = UserField.ID.key();

    private final CassandraSettings settings;
    private final String table;

    TableInspection(CassandraSettings settings) {
        this.settings = settings;
        this.table = settings.keyspace() + "." + settings.table();
    }

    /** What differs in the replication of the keyspace; more replicas than asked for are fine. */
    List<String> ofReplication(Map<String, String> replication) {
        boolean simple = replication.getOrDefault("class", "").endsWith("SimpleStrategy");
        String key = simple ? "replication_factor" : settings.localDatacenter();
        // Transient replicas are written as "3/1".
        int replicas = Integer.parseInt(replication.getOrDefault(key, "0").replaceFirst("/.*", ""));
        if (replicas >= settings.replicationFactor()) {
            return List.of();
        }
        return List.of(("keyspace %s has %s replica(s) in %s, %s asks for %s: run ALTER KEYSPACE %s WITH replication ="
                        + " {'class': 'NetworkTopologyStrategy', '%s': %s} and then nodetool repair")
                .formatted(
                        settings.keyspace(),
                        replicas,
                        settings.localDatacenter(),
                        CassandraSettings.REPLICATION_FACTOR.variable(),
                        settings.replicationFactor(),
                        settings.keyspace(),
                        settings.localDatacenter(),
                        settings.replicationFactor()));
    }

    /** What differs in the table; empty also where there is none. */
    List<String> ofTable(Optional<KeyspaceMetadata> keyspace) {
        return keyspace.flatMap(found -> found.getTable(settings.table()))
                .map(this::between)
                .orElse(List.of());
    }

    /** Columns to add, by type; none where there is no table, or where that alone would not make it fit. */
    Map<String, String> addable(Optional<KeyspaceMetadata> keyspace) {
        Map<String, String> missing = keyspace.flatMap(found -> found.getTable(settings.table()))
                .map(found -> ColumnDifferences.missing(expected(), types(found)))
                .orElse(Map.of());
        return ofTable(keyspace).size() == missing.size() ? missing : Map.of();
    }

    private List<String> between(TableMetadata found) {
        List<String> sentences = new ArrayList<>();
        List<String> key = found.getPrimaryKey().stream()
                .map(column -> column.getName().asInternal())
                .toList();
        if (!key.equals(List.of(ID))) {
            sentences.add("the primary key of %s is (%s), expected (%s): %s"
                    .formatted(table, String.join(", ", key), ID, elsewhere()));
        }
        sentences.addAll(ColumnDifferences.between(table, expected(), types(found), (column, type) -> elsewhere()));
        return sentences;
    }

    private static Map<String, String> types(TableMetadata found) {
        Map<String, String> types = new LinkedHashMap<>();
        for (ColumnMetadata column : found.getColumns().values()) {
            types.put(column.getName().asInternal(), column.getType().asCql(false, true));
        }
        return types;
    }

    /** Cassandra can't change a column's type or a key. */
    private static String elsewhere() {
        return "set %s to another name, or save that table's rows and drop it"
                .formatted(CassandraSettings.TABLE.variable());
    }

    private static Map<String, String> expected() {
        Map<String, String> types = new LinkedHashMap<>();
        for (UserField field : UserField.values()) {
            types.put(field.key(), field == UserField.ID ? "uuid" : "text");
        }
        return types;
    }
}
