package io.userautomation.stores.cassandra.schema;

import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a second init from migrating the same table: a row that only one can insert, and that expires by itself. */
final class MigrationLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);
    /** Longer than the row lives, so that a lock whose holder was killed is always outwaited. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(75);

    private static final long PAUSE_MILLIS = 500;

    private final Cql cql;
    private final String table;
    private final UUID holder;

    private MigrationLock(Cql cql, String table, UUID holder) {
        this.cql = cql;
        this.table = table;
        this.holder = holder;
    }

    /** Takes the lock, waiting for another holder. @throws IOException when that one never lets go */
    static MigrationLock acquire(Cql cql, String table) throws IOException, InterruptedException {
        UUID self = UUID.randomUUID();
        long deadline = System.nanoTime() + MAX_WAIT.toNanos();
        if (isTaken(cql, table, self)) {
            return new MigrationLock(cql, table, self);
        }
        LOG.info("waiting for another schema-init to end its migration table={}", table);
        while (System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            if (isTaken(cql, table, self)) {
                return new MigrationLock(cql, table, self);
            }
        }
        throw new IOException(
                "another schema-init has been migrating table %s for over %s s".formatted(table, MAX_WAIT.toSeconds()));
    }

    @Override
    public void close() {
        cql.query("release-lock.cql", Map.of("table_name", table, "holder", holder));
    }

    private static boolean isTaken(Cql cql, String table, UUID self) {
        ResultSet result = cql.query("take-lock.cql", Map.of("table_name", table, "holder", self));
        if (result.wasApplied()) {
            return true;
        }
        // An earlier try may have succeeded though its answer was lost: then the row names us.
        Row row = result.one();
        return row != null && self.equals(row.getUuid("holder"));
    }
}
