package io.userautomation.sparkjob.sink.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer per cluster and executor process, shared by its tasks. */
final class DeadLetterProducers {

    /**
     * The largest record that is sent as a whole, uncompressed: the client holds it like that in memory. The broker's limit
     * is on what travels, which is compressed.
     */
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    /** One such record for each of two tasks. */
    private static final long MAX_BUFFER_BYTES = 2L * MAX_REQUEST_BYTES;

    private static final Map<Map<String, Object>, Producer<byte[], byte[]>> OPEN = new ConcurrentHashMap<>();

    private DeadLetterProducers() {}

    static Producer<byte[], byte[]> producer(Map<String, Object> clientProperties) {
        return OPEN.computeIfAbsent(clientProperties, DeadLetterProducers::open);
    }

    /** Forgets a producer that an error has made unusable; the next one who asks gets a new one. */
    static void discard(Map<String, Object> clientProperties, Producer<byte[], byte[]> broken) {
        if (OPEN.remove(clientProperties, broken)) {
            broken.close(Duration.ZERO);
        }
    }

    private static Producer<byte[], byte[]> open(Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.putAll(Map.ofEntries(
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "user_automation.dead-letters"),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                // What arrived compressed must leave compressed as well, else it may be over the broker's limit.
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd"),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
                Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, MAX_BUFFER_BYTES),
                // A task that waits holds a core: the driver does the long waits.
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 4_000L),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000)));
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
