package io.userautomation.audit;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.userautomation.model.record.UserField;
import io.userautomation.model.record.UserRecord;
import io.userautomation.stores.ResourceText;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Writes rows as the Spark job does, and spoils them as it does not. */
record TestStores(TestServers servers) {

    private static final int IN_FLIGHT = 500;

    void store(String store, Map<UserRecord, RecordMetadata> published) throws Exception {
        switch (store) {
            case "cassandra" -> storeInCassandra(published);
            case "postgres" -> storeInPostgres(published);
            default -> throw new IllegalArgumentException(store);
        }
    }

    void store(String store, UserRecord user, long timestampMillis, long offset) throws Exception {
        RecordMetadata origin =
                new RecordMetadata(new TopicPartition(servers.topics.users(), 0), offset, 0, timestampMillis, 0, 0);
        store(store, Map.of(user, origin));
    }

    /** Runs a statement that takes the user's id. */
    void execute(String store, String statement, UserRecord user) throws SQLException {
        switch (store) {
            case "cassandra" ->
                servers.cassandra.execute(servers.cassandra
                        .prepare(ResourceText.read(TestStores.class, statement + ".cql"))
                        .bind(UUID.fromString(user.id())));
            case "postgres" -> {
                try (var update =
                        servers.postgres.prepareStatement(ResourceText.read(TestStores.class, statement + ".sql"))) {
                    update.setString(1, user.id());
                    update.executeUpdate();
                }
            }
            default -> throw new IllegalArgumentException(store);
        }
    }

    private void storeInCassandra(Map<UserRecord, RecordMetadata> published) {
        PreparedStatement insert = servers.cassandra.prepare(ResourceText.read(TestStores.class, "store-user.cql"));
        List<CompletableFuture<?>> writes = new ArrayList<>(IN_FLIGHT);
        published.forEach((user, origin) -> {
            List<Object> values = new ArrayList<>();
            for (UserField field : UserField.values()) {
                values.add(field == UserField.ID ? UUID.fromString(user.id()) : field.of(user));
            }
            values.add(origin.timestamp() * 1_000);
            writes.add(servers.cassandra
                    .executeAsync(insert.bind(values.toArray()))
                    .toCompletableFuture());
            if (writes.size() == IN_FLIGHT) {
                awaitAll(writes);
            }
        });
        awaitAll(writes);
    }

    private static void awaitAll(List<CompletableFuture<?>> writes) {
        CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new)).join();
        writes.clear();
    }

    private void storeInPostgres(Map<UserRecord, RecordMetadata> published) throws SQLException {
        try (var insert = servers.postgres.prepareStatement(ResourceText.read(TestStores.class, "store-user.sql"))) {
            for (Map.Entry<UserRecord, RecordMetadata> entry : published.entrySet()) {
                int column = 1;
                for (UserField field : UserField.values()) {
                    insert.setString(column++, field.of(entry.getKey()));
                }
                insert.setTimestamp(column++, new Timestamp(entry.getValue().timestamp()));
                insert.setLong(column, entry.getValue().offset());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
