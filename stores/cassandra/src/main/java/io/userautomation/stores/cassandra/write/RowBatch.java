package io.userautomation.stores.cassandra.write;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.userautomation.model.record.ValidUser;
import java.util.ArrayList;
import java.util.List;

/** Rows that travel in one request because the same nodes hold them. For one thread. */
final class RowBatch {

    /** {@code batch_size_warn_threshold} as Cassandra ships it: 5 KiB. */
    private static final int WARN_BYTES = 5 * 1024;

    /** {@code unlogged_batch_across_partitions_warn_threshold} as Cassandra ships it. */
    private static final int WARN_ROWS = 10;

    /** What the server counts per cell beside its value: timestamp, time to live and local deletion time. */
    private static final int BYTES_PER_CELL = 20;

    /** And per row beside its cells: the row, the static row that there is not, and the partition, in {@code PartitionUpdate}. */
    private static final int BYTES_PER_ROW = 21 + 21 + 8;

    private final List<ValidUser> users = new ArrayList<>(WARN_ROWS);
    private final List<BoundStatement> rows = new ArrayList<>(WARN_ROWS);
    private int bytes;

    /** Whether another row of {@code moreBytes} would make the server complain; an empty batch takes any row. */
    boolean isFullFor(int moreBytes) {
        return !rows.isEmpty() && (rows.size() == WARN_ROWS || bytes + moreBytes > WARN_BYTES);
    }

    void add(ValidUser user, BoundStatement row, int rowBytes) {
        users.add(user);
        rows.add(row);
        bytes += rowBytes;
    }

    /** Each of its rows alone. */
    List<RowBatch> rowByRow() {
        List<RowBatch> single = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            RowBatch alone = new RowBatch();
            alone.add(users.get(i), rows.get(i), bytesOf(rows.get(i)));
            single.add(alone);
        }
        return single;
    }

    List<ValidUser> users() {
        return users;
    }

    /** One request: an unlogged batch, or the row itself where it is alone. */
    Statement<?> statement(CassandraTable table) {
        if (rows.size() == 1) {
            return rows.get(0);
        }
        return BatchStatement.newInstance(BatchType.UNLOGGED, rows.toArray(BoundStatement[]::new))
                .setIdempotent(true)
                .setConsistencyLevel(table.consistency());
    }

    /** The row's size as the server's warning counts it: without its key, which comes first, and the timestamp behind its cells. */
    static int bytesOf(BoundStatement row) {
        int cells = row.size() - 2;
        int bytes = BYTES_PER_ROW + cells * BYTES_PER_CELL;
        for (int i = 1; i <= cells; i++) {
            bytes += row.getBytesUnsafe(i) == null ? 0 : row.getBytesUnsafe(i).remaining();
        }
        return bytes;
    }
}
