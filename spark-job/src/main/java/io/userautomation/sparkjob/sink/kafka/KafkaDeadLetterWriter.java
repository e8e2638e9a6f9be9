package io.userautomation.sparkjob.sink.kafka;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.settings.KafkaSettings;
import io.userautomation.model.record.IncomingRecord;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.RetryWindow;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;

/** Sends dead letters to their topic. Each task holds a copy of its own, so that it waits for its own letters only. */
public final class KafkaDeadLetterWriter implements DeadLetterWriter {

    private static final long serialVersionUID = 1L;

    private static final int PROBE_MILLIS = 4_000;

    private final String bootstrapServers;
    private final HashMap<String, Object> clientProperties;
    private final String topic;

    /** What this copy has sent and not yet seen acknowledged; null before the first. */
    private transient List<Future<RecordMetadata>> sent;

    public KafkaDeadLetterWriter(KafkaSettings kafka, String topic) {
        this.bootstrapServers = kafka.bootstrapServers();
        this.clientProperties = new HashMap<>(kafka.clientProperties());
        this.topic = topic;
    }

    @Override
    public void send(IncomingRecord origin, Refusal letter) {
        if (sent == null) {
            sent = new ArrayList<>();
        }
        Producer<byte[], byte[]> producer = DeadLetterProducers.producer(clientProperties);
        try {
            sent.add(producer.send(DeadLetterRecord.of(topic, origin, letter)));
        } catch (KafkaException | IllegalStateException e) {
            throw failed(e, producer);
        }
    }

    @Override
    public void flush() {
        if (sent == null) {
            return;
        }
        Producer<byte[], byte[]> producer = DeadLetterProducers.producer(clientProperties);
        List<Future<RecordMetadata>> waiting = sent;
        sent = null;
        for (Future<RecordMetadata> acknowledgement : waiting) {
            try {
                acknowledgement.get();
            } catch (ExecutionException e) {
                throw failed(e.getCause(), producer);
            } catch (InterruptedException e) {
                throw RetryWindow.interrupted(e);
            }
        }
    }

    @Override
    public void probe() throws StoreUnavailableException {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("default.api.timeout.ms", PROBE_MILLIS);
        properties.put("request.timeout.ms", PROBE_MILLIS);
        Admin admin = Admin.create(properties);
        try {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .forEach(info -> ends.put(new TopicPartition(topic, info.partition()), OffsetSpec.latest()));
            // Answered by the partitions' leaders, who take the letters.
            admin.listOffsets(ends).all().get();
        } catch (ExecutionException e) {
            throw new StoreUnavailableException(notTaken(e.getCause()), e);
        } catch (InterruptedException e) {
            throw RetryWindow.interrupted(e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    RuntimeException failed(Throwable error, Producer<byte[], byte[]> producer) {
        sent = null;
        if (error instanceof RecordTooLargeException) {
            return new TaskException(
                    ExitStatus.FAILED,
                    "Kafka at %s, topic %s, refuses a dead letter as too large; run schema-init, or raise the topic's max.message.bytes above that of the users topic"
                            .formatted(bootstrapServers, topic),
                    error);
        }
        if (!(error instanceof RetriableException)) {
            DeadLetterProducers.discard(clientProperties, producer);
        }
        if (error instanceof AuthenticationException || error instanceof AuthorizationException) {
            return new TaskException(ExitStatus.FAILED, notTaken(error), error);
        }
        return new DeadLettersUnavailableException(notTaken(error), error);
    }

    private String notTaken(Throwable error) {
        return "Kafka at %s, topic %s, does not take the dead letters: %s"
                .formatted(bootstrapServers, topic, error.getMessage());
    }
}
