package io.userautomation.systemtests.faults;

import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.wire.UserRecordJson;
import io.userautomation.model.record.UserRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends users to a pipeline's topic and keeps the ledger of those that Kafka has acknowledged. */
final class UserLoad implements AutoCloseable {

    private final String topic;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Exception> refused = new ConcurrentLinkedQueue<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private Future<?> steady;

    /** @param random where the ids come from */
    UserLoad(OwnPipeline pipeline, Random random) {
        this.topic = pipeline.topics().users();
        this.random = random;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        pipeline.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends so many and waits until each is acknowledged or refused; their ids. */
    List<UUID> send(int count) {
        List<UUID> ids = Stream.generate(this::sendOne).limit(count).toList();
        producer.flush();
        return ids;
    }

    /** Sends on and on, until {@link #stop()}. */
    void start(int usersPerSecond) {
        steady = clock.scheduleAtFixedRate(this::sendOne, 0, 1_000_000_000L / usersPerSecond, TimeUnit.NANOSECONDS);
    }

    /** Ends the sending and waits for what is under way. */
    void stop() throws InterruptedException {
        clock.shutdown();
        if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("still sending");
        }
        if (steady.isDone() && !steady.isCancelled()) {
            throw new IllegalStateException("sending ended early: " + refused);
        }
        producer.flush();
    }

    /** An id that nobody has. */
    UUID nextId() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** Sends a version of each of these users and waits until each is acknowledged or refused. */
    void send(List<UUID> users, long timestampMillis, String firstName) {
        for (UUID id : users) {
            send(id, new ProducerRecord<>(topic, null, timestampMillis, key(id), value(id, firstName)));
        }
        producer.flush();
    }

    /** Sends this value under this id; does not wait. */
    void sendValue(UUID id, byte[] value) {
        send(id, new ProducerRecord<>(topic, key(id), value));
    }

    /** Waits until each is acknowledged or refused. */
    void flush() {
        producer.flush();
    }

    /** Sends one new user to each partition, behind everything that was sent before; their ids. */
    List<UUID> sendToEachPartition() {
        List<UUID> ids = new ArrayList<>();
        for (PartitionInfo partition : producer.partitionsFor(topic)) {
            UUID id = nextId();
            send(id, new ProducerRecord<>(topic, partition.partition(), key(id), value(id, "Last")));
            ids.add(id);
        }
        producer.flush();
        return ids;
    }

    private UUID sendOne() {
        UUID id = nextId();
        send(id, new ProducerRecord<>(topic, key(id), value(id, "Zoë")));
        return id;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told
    private void send(UUID id, ProducerRecord<byte[], byte[]> record) {
        record.headers().add(RecordHeaders.RUN_ID, "fault".getBytes(StandardCharsets.UTF_8));
        record.headers().add(RecordHeaders.SCHEMA_VERSION, UserRecord.SCHEMA_VERSION.getBytes(StandardCharsets.UTF_8));
        producer.send(record, (metadata, error) -> {
            if (error == null) {
                acknowledged.add(id);
            } else {
                refused.add(error);
            }
        });
    }

    private static byte[] key(UUID id) {
        return id.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A user of the usual size. */
    static byte[] value(UUID id, String firstName) {
        String name = id.toString().substring(0, 8);
        return UserRecordJson.writeBytes(new UserRecord(
                id.toString(),
                firstName,
                "Müller" + name,
                "female",
                "4711 Hauptstraße, Köln, Nordrhein-Westfalen, Germany",
                "50667",
                name + "@example.com",
                "user" + name,
                "1984-02-29T12:00:00.000Z",
                "2020-01-01T00:00:00.000Z",
                "0221-1234567",
                "https://randomuser.me/api/portraits/med/women/1.jpg"));
    }

    /** The ledger. */
    Set<UUID> acknowledged() {
        return Set.copyOf(acknowledged);
    }

    long refused() {
        return refused.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        producer.close();
    }
}
