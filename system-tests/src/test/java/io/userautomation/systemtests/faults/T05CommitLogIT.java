package io.userautomation.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a Cassandra node that is killed has kept of what it acknowledged, by how its commit log is synced. */
@Tag("T5")
@Tag("faults-full")
class T05CommitLogIT {

    private static final String SHIPPED = "commitlog_sync: group\ncommitlog_sync_group_window: 5ms\n";
    private static final int KILLS = 10;
    private static final int IN_FLIGHT = 64;
    private static final int MAX_ROWS = 20_000;
    private static final int ROW_BYTES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Fault("Cassandra node kill -9 in the midst of writes, commit log as shipped, 10 times")
    void should_keep_every_acknowledged_row_with_the_commit_log_as_shipped(FaultReport report) throws Exception {
        try (CassandraNodes node =
                CassandraNodes.start(1, Path.of("target", "cassandra-commit-log"), UnaryOperator.identity())) {
            Writes writes = new Writes(node, report.random());
            for (int kill = 0; kill < KILLS; kill++) {
                report.struck("killed with %,d rows acknowledged".formatted(writes.untilKilled()));
                report.recovered(writes.back());
            }
            report.counted(writes.account());
        }
    }

    /** That the count above can find a loss: with Cassandra's own default there is one, within as many kills. */
    @Test
    void should_find_rows_lost_when_the_commit_log_is_synced_periodically() throws Exception {
        UnaryOperator<String> periodic =
                yaml -> JavaServer.replaced(yaml, SHIPPED, "commitlog_sync: periodic\ncommitlog_sync_period: 10s\n");
        try (CassandraNodes node = CassandraNodes.start(1, Path.of("target", "cassandra-commit-log"), periodic)) {
            Writes writes = new Writes(node, new Random(1));
            for (int kill = 0; kill < KILLS && writes.account().lost() == 0; kill++) {
                writes.untilKilled();
                writes.back();
            }
            assertThat(writes.account().lost()).isPositive();
        }
    }

    /** Rows of one table, and which of them were acknowledged. */
    private static final class Writes {

        private final CassandraNodes node;
        private final Random random;
        private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
        private final Set<UUID> sent = new HashSet<>();

        Writes(CassandraNodes node, Random random) {
            this.node = node;
            this.random = random;
            try (CqlSession session = session()) {
                session.execute(
                        "CREATE KEYSPACE kept WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
                session.execute("CREATE TABLE kept.rows (id uuid PRIMARY KEY, content blob)");
            }
        }

        /** Writes, kills at some moment, and says how many rows had been acknowledged by then. */
        int untilKilled() throws InterruptedException {
            try (CqlSession session = session()) {
                PreparedStatement insert = session.prepare("INSERT INTO kept.rows (id, content) VALUES (?, ?)");
                ByteBuffer content = ByteBuffer.allocate(ROW_BYTES);
                Semaphore inFlight = new Semaphore(IN_FLIGHT);
                int rows = 1 + random.nextInt(MAX_ROWS);
                for (int row = 0; row < rows; row++) {
                    inFlight.acquire();
                    UUID id = new UUID(random.nextLong(), random.nextLong());
                    sent.add(id);
                    session.executeAsync(insert.bind(id, content.duplicate())).whenComplete((done, error) -> {
                        inFlight.release();
                        if (error == null) {
                            acknowledged.add(id);
                        }
                    });
                }
                node.node(1).kill();
                return acknowledged.size();
            }
        }

        /** Starts the node again; how long that took. */
        Duration back() {
            long start = System.nanoTime();
            node.node(1).launch();
            node.node(1).awaitReady();
            return Duration.ofNanos(System.nanoTime() - start);
        }

        Account account() {
            Set<UUID> stored = new HashSet<>();
            try (CqlSession session = session()) {
                for (Row row : session.execute("SELECT id FROM kept.rows")) {
                    stored.add(row.getUuid(0));
                }
            }
            return Account.of(acknowledged, sent, stored, stored, Set.of());
        }

        private CqlSession session() {
            return CqlSession.builder()
                    .addContactPoint(node.address())
                    .withLocalDatacenter("datacenter1")
                    .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                            .build())
                    .build();
        }
    }
}
