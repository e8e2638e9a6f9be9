package io.userautomation.stores.cassandra.write;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
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

    /** The cluster's name and the table's id, which Cassandra draws anew for each table it creates. */
    static String identity(CqlSession session, CassandraTarget target) {
        Metadata metadata = session.refreshSchema();
        return "cluster %s, table %s"
                .formatted(
                        metadata.getClusterName().orElse("unnamed"),
                        table(metadata, target).getId().map(Object::toString).orElse("without id"));
    }

    private static TableMetadata table(Metadata metadata, CassandraTarget target) {
        return metadata.getKeyspace(CqlIdentifier.fromInternal(target.keyspace()))
                .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(target.table())))
                .orElseThrow(() -> failed(target, "does not exist; run schema-init"));
    }

    private static TaskException failed(CassandraTarget target, String what) {
        return new TaskException(ExitStatus.FAILED, target + ", " + what);
    }
}
