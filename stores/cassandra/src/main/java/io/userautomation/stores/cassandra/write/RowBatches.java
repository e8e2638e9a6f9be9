package io.userautomation.stores.cassandra.write;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import io.userautomation.model.record.ValidUser;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups rows by the nodes that hold them, so that a batch costs its coordinator nothing but its own writes. */
final class RowBatches {

    private RowBatches() {}

    static List<RowBatch> of(Collection<ValidUser> users, CassandraTable table) {
        List<RowBatch> batches = new ArrayList<>();
        Map<Set<Node>, RowBatch> filling = new HashMap<>();
        for (ValidUser user : users) {
            BoundStatement row = table.bind(user);
            int bytes = RowBatch.bytesOf(row);
            Set<Node> replicas = table.replicas(row);
            RowBatch batch = filling.get(replicas);
            if (batch == null || batch.isFullFor(bytes)) {
                batch = new RowBatch();
                filling.put(replicas, batch);
                batches.add(batch);
            }
            batch.add(user, row, bytes);
        }
        return batches;
    }
}
