package io.userautomation.stores.cassandra.schema;

import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which migrations a table has had. */
final class Ledger {

    private final Cql cql;
    private final String keyspace;
    private final String table;

    Ledger(Cql cql, String keyspace, String table) {
        this.cql = cql;
        this.keyspace = keyspace;
        this.table = table;
    }

    /** Whether its tables are there. */
    boolean exists() {
        return cql.session()
                .getMetadata()
                .getKeyspace(keyspace)
                .map(found -> Stream.of("schema_ledger", "schema_lock").allMatch(name -> has(found, name)))
                .orElse(false);
    }

    /** Whether the table has had any migration. */
    boolean knowsTable() {
        return exists() && !checksums().isEmpty();
    }

    /**
     * Those that are still to be applied, in order.
     *
     * @throws IOException when one was applied with another text than the jar's
     */
    List<Migration> pending(List<Migration> all) throws IOException {
        Map<Integer, String> applied = exists() ? checksums() : Map.of();
        for (Migration migration : all) {
            String checksum = applied.get(migration.version());
            if (checksum != null && !checksum.equals(migration.checksum())) {
                throw new IOException(("migration V%s of %s.%s was applied with another text (see %s.schema_ledger):"
                                + " a released migration never changes, put the change into a new one")
                        .formatted(migration.version(), keyspace, table, keyspace));
            }
        }
        return all.stream()
                .filter(migration -> !applied.containsKey(migration.version()))
                .toList();
    }

    /** Writes down that a migration has been applied. */
    void record(Migration migration) {
        cql.query(
                "record-migration.cql",
                Map.of(
                        "table_name", table,
                        "version", migration.version(),
                        "description", migration.description(),
                        "checksum", migration.checksum()));
    }

    private Map<Integer, String> checksums() {
        Map<Integer, String> checksums = new HashMap<>();
        cql.query("read-ledger.cql", Map.of("table_name", table))
                .forEach(row -> checksums.put(row.getInt("version"), row.getString("checksum")));
        return checksums;
    }

    private static boolean has(KeyspaceMetadata keyspace, String name) {
        return keyspace.getTable(name).isPresent();
    }
}
