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
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters to their topic, and waits for one portion of them before it sends the next: brokers that are slow or hold
 * this client to a quota are so never asked for more than they take in a few seconds. Each task holds a copy of its own, so
 * that it waits for its own letters only.
 */
public final class KafkaDeadLetterWriter implements DeadLetterWriter {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaDeadLetterWriter.class);

    private static final int PROBE_MILLIS = 4_000;

    /** A portion is full with so many letters, or so many bytes of them. */
    private static final int MAX_PORTION = 500;

    private static final long MAX_PORTION_BYTES = 256 << 10;

    private final String bootstrapServers;

    /** Null where it has travelled. */
    private final transient KafkaSettings kafka;

    private HashMap<String, Object> clientProperties;
    private final String topic;
    private final Producers producers;

    /** What this copy has sent and not yet seen acknowledged; null before the first. */
    private transient List<Sent> sent;

    private transient long sentBytes;
    private transient long acknowledged;

    /**
     * One that is on its way.
     *
     * @param place in its portion, from 0
     */
    private record Sent(int place, IncomingRecord origin, Refusal refusal, Future<RecordMetadata> acknowledgement) {}

    public KafkaDeadLetterWriter(KafkaSettings kafka, String topic) {
        this(kafka, topic, DeadLetterProducers::producer);
    }

    KafkaDeadLetterWriter(KafkaSettings kafka, String topic, Producers producers) {
        this.producers = producers;
        this.kafka = kafka;
        this.bootstrapServers = kafka.bootstrapServers();
        this.clientProperties = new HashMap<>(kafka.clientProperties());
        this.topic = topic;
    }

    /** Executors log in with the password as it is when their task is sent. */
    private void writeObject(ObjectOutputStream out) throws IOException {
        if (kafka != null) {
            clientProperties = new HashMap<>(kafka.clientProperties());
        }
        out.defaultWriteObject();
    }

    @Override
    public void send(IncomingRecord origin, Refusal letter) {
        if (sent == null) {
            sent = new ArrayList<>();
        }
        Sent last = sent(sent.size(), origin, letter);
        sent.add(last);
        sentBytes += origin.bytes();
        // What is done at once has failed: the next one would fail as well, each after a wait.
        if (sent.size() == MAX_PORTION
                || sentBytes >= MAX_PORTION_BYTES
                || last.acknowledgement().isDone()) {
            flush();
        }
    }

    /** What advances is not away: those that are overdue are sent again for as long as others are acknowledged. */
    @Override
    public void flush() {
        if (sent == null) {
            return;
        }
        long before = acknowledged;
        int all = sent.size();
        List<Sent> waiting = sent;
        forget();
        while (!waiting.isEmpty()) {
            List<Sent> missing = new ArrayList<>();
            Throwable error = null;
            for (Sent letter : waiting) {
                Throwable failure = failure(letter);
                if (failure != null) {
                    error = error == null ? failure : error;
                    missing.add(letter);
                }
            }
            acknowledged = before + (missing.isEmpty() ? all : missing.get(0).place());
            boolean advances = missing.size() < waiting.size();
            if (error != null && !(advances && error instanceof RetriableException)) {
                throw failed(error, producers.apply(clientProperties));
            }
            waiting = missing.stream()
                    .map(letter -> sent(letter.place(), letter.origin(), letter.refusal()))
                    .toList();
        }
    }

    @Override
    public long acknowledged() {
        return acknowledged;
    }

    private void forget() {
        sent = null;
        sentBytes = 0;
    }

    private Sent sent(int place, IncomingRecord origin, Refusal refusal) {
        return new Sent(place, origin, refusal, handedOver(DeadLetterRecord.of(topic, origin, refusal)));
    }

    private Future<RecordMetadata> handedOver(ProducerRecord<byte[], byte[]> dead) {
        Producer<byte[], byte[]> producer = producers.apply(clientProperties);
        try {
            return producer.send(dead);
        } catch (KafkaException | IllegalStateException e) {
            throw failed(e, producer);
        }
    }

    /** Null when it is acknowledged, as a whole or, where that is too large, cut. */
    private Throwable failure(Sent letter) {
        Throwable failure = failure(letter.acknowledgement());
        if (!(failure instanceof RecordTooLargeException)) {
            return failure;
        }
        IncomingRecord origin = letter.origin();
        LOG.warn(
                "A dead letter is cut, since its topic takes no more topic={} origin={}/{}/{} bytes={}",
                topic,
                origin.topic(),
                origin.partition(),
                origin.offset(),
                origin.bytes());
        return failure(handedOver(DeadLetterRecord.cut(topic, origin, letter.refusal())));
    }

    private static Throwable failure(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw RetryWindow.interrupted(e);
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
        forget();
        if (error instanceof RecordTooLargeException) {
            return new TaskException(
                    ExitStatus.FAILED,
                    "Kafka at %s, topic %s, refuses even a cut dead letter as too large; run schema-init, or raise the topic's max.message.bytes above that of the users topic"
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

    /** Gives the producer for these client properties; travels to the executors. */
    @FunctionalInterface
    interface Producers extends Serializable {
        Producer<byte[], byte[]> apply(Map<String, Object> clientProperties);
    }
}
