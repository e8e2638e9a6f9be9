package io.userautomation.stores.cassandra.write;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.ValidUser;
import io.userautomation.stores.ResourceText;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The users' table of one cluster, with its statements prepared.
 *
 * @param inFlight how many requests may wait for an answer
 */
record CassandraTable(
        CqlSession session,
        ConsistencyLevel consistency,
        String keyspace,
        PreparedStatement insert,
        PreparedStatement probe,
        InFlight inFlight) {

    static CassandraTable prepare(CqlSession session, CassandraTarget target) {
        ConsistencyLevel consistency = DefaultConsistencyLevel.valueOf(target.consistency());
        return new CassandraTable(
                session,
                consistency,
                target.keyspace(),
                session.prepare(statement("insert-user.cql", target, consistency)),
                session.prepare(statement("probe.cql", target, consistency)),
                new InFlight());
    }

    /** Idempotent: the timestamp is the record's own, so that writing it again writes the same cells. */
    private static SimpleStatement statement(String file, CassandraTarget target, ConsistencyLevel consistency) {
        Map<String, String> names = Map.of("keyspace", target.keyspace(), "table", target.table());
        return SimpleStatement.newInstance(ResourceText.read(CassandraTable.class, file, names))
                .setIdempotent(true)
                .setConsistencyLevel(consistency);
    }

    /** The insert of one row. Absent fields are written as nulls, so that a newer version without one removes it. */
    BoundStatement bind(ValidUser user) {
        BoundStatementBuilder bound = insert.boundStatementBuilder().setUuid(0, user.id());
        UserField[] fields = UserField.values();
        for (int i = 1; i < fields.length; i++) {
            bound = bound.setString(i, fields[i].of(user.user()));
        }
        long micros = TimeUnit.MILLISECONDS.toMicros(user.origin().timestampMillis());
        return bound.setLong(fields.length, micros).build();
    }

    /** The nodes that hold the row, as far as the driver knows; empty where it knows none. */
    Set<Node> replicas(BoundStatement row) {
        ByteBuffer key = row.getRoutingKey();
        return session.getMetadata()
                .getTokenMap()
                .map(tokens -> tokens.getReplicas(keyspace, key))
                .orElse(Set.of());
    }

    /** Reads a row that is not there at the consistency of the writes: the replicas that answer could be written. */
    void read() {
        session.execute(probe.bind(UUID.randomUUID()));
    }
}
