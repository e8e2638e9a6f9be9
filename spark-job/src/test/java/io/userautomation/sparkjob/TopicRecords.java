package io.userautomation.sparkjob;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.settings.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts records straight on a topic, and reads what stands on one. */
final class TopicRecords {

    /**
     * Where a record stands, which is what identifies it.
     *
     * @param topic of it
     */
    record Place(String topic, int partition, long offset) {}

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int LARGEST_REQUEST = 8 << 20;

    private final KafkaSettings kafka;

    TopicRecords(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /** Sends them compressed, so that a value may be larger than what the topic takes in one request. */
    List<Place> put(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException, ExecutionException {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("acks", "all");
        properties.put("compression.type", "gzip");
        properties.put("max.request.size", LARGEST_REQUEST);
        List<Place> places = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                RecordMetadata at = producer.send(record).get();
                places.add(new Place(at.topic(), at.partition(), at.offset()));
            }
        }
        return places;
    }

    /** All of a topic that has one partition. */
    List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        TopicPartition only = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                kafka.clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).get(only);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (consumer.position(only) < end) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /** Where a dead letter stood on the users topic. */
    static Place origin(ConsumerRecord<byte[], byte[]> dead) {
        return new Place(
                header(dead, DeadLetterHeaders.TOPIC),
                Integer.parseInt(header(dead, DeadLetterHeaders.PARTITION)),
                Long.parseLong(header(dead, DeadLetterHeaders.OFFSET)));
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    static ProducerRecord<byte[], byte[]> ofRun(String runId, ProducerRecord<byte[], byte[]> record) {
        record.headers().add(RecordHeaders.RUN_ID, runId.getBytes(StandardCharsets.UTF_8));
        return record;
    }
}
