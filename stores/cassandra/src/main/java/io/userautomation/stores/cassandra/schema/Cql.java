package io.userautomation.stores.cassandra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.userautomation.stores.ResourceText;
import io.userautomation.stores.cassandra.CassandraSettings;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;

/** Runs the jar's {@code .cql} files on a session, placeholders filled from the settings. */
final class Cql {

    private final CqlSession session;
    private final Map<String, String> values;

    Cql(CqlSession session, CassandraSettings settings) {
        this.session = session;
        this.values = Map.of(
                "keyspace", settings.keyspace(),
                "table", settings.table(),
                "datacenter", settings.localDatacenter(),
                "replication_factor", Integer.toString(settings.replicationFactor()));
    }

    CqlSession session() {
        return session;
    }

    /** One query in a file beside this class, with named values. */
    ResultSet query(String file, Map<String, Object> parameters) {
        String text = ResourceText.read(Cql.class, file, values);
        return session.execute(SimpleStatement.newInstance(text, parameters));
    }

    /**
     * Changes the schema, statement by statement, each agreed upon by all nodes before the next. All inits send theirs
     * to the same node: two that create the same table by way of two nodes at once can end with two tables of one name.
     */
    void change(String text) throws IOException {
        Node node = coordinator();
        for (String statement : CqlStatements.in(text, values)) {
            ResultSet result =
                    session.execute(SimpleStatement.newInstance(statement).setNode(node));
            if (!result.getExecutionInfo().isSchemaInAgreement() && !session.checkSchemaAgreement()) {
                throw new IOException("its nodes don't agree on the schema, see nodetool describecluster");
            }
        }
    }

    private Node coordinator() throws IOException {
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getState() == NodeState.UP && node.getHostId() != null)
                .min(Comparator.comparing(Node::getHostId))
                .orElseThrow(() -> new IOException("none of its nodes is up"));
    }
}
