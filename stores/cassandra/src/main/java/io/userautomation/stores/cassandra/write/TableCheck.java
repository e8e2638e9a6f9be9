package io.userautomation.stores.cassandra.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.record.UserField;
import java.util.ArrayList;
import java.util.List;

/** Compares the table that is there with what the writer writes; how it came there is schema-init's business. */
final class TableCheck {

    private static final String ID = "SELECT id FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?";

    private TableCheck() {}

    /** @throws TaskException naming all that differs */
    static void check(CqlSession session, CassandraTarget target) {
        Metadata metadata = session.refreshSchema();
        List<String> differences = new ArrayList<>();
        TableMetadata table = table(metadata, target);
        for (UserField field : UserField.values()) {
            DataType expected = field == UserField.ID ? DataTypes.UUID : DataTypes.TEXT;
            String found = table.getColumn(field.key())
                    .map(ColumnMetadata::getType)
                    .map(type -> type.asCql(false, false))
                    .orElse("missing");
            if (!found.equals(expected.asCql(false, false))) {
                differences.add("%s is %s, not %s".formatted(field.key(), found, expected.asCql(false, false)));
            }
        }
        if (!differences.isEmpty()) {
            throw failed(target, "is another one: " + String.join(", ", differences) + "; run schema-init");
        }
    }

    /**
     * The cluster's name and the table's id, which Cassandra draws anew for each table it creates. Asked from time to time, so that
     * it is one row and not the schema.
     */
    static String identity(CqlSession session, CassandraTarget target) {
        Row table = session.execute(SimpleStatement.newInstance(ID, target.keyspace(), target.table()))
                .one();
        if (table == null) {
            throw missing(target);
        }
        return "cluster %s, table %s"
                .formatted(session.getMetadata().getClusterName().orElse("unnamed"), table.getUuid(0));
    }

    private static TableMetadata table(Metadata metadata, CassandraTarget target) {
        return metadata.getKeyspace(CqlIdentifier.fromInternal(target.keyspace()))
                .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(target.table())))
                .orElseThrow(() -> missing(target));
    }

    private static TaskException missing(CassandraTarget target) {
        return failed(target, "does not exist; run schema-init");
    }

    private static TaskException failed(CassandraTarget target, String what) {
        return new TaskException(ExitStatus.FAILED, target + ", " + what);
    }
}
