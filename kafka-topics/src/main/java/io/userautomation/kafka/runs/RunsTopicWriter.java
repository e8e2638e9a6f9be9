package io.userautomation.kafka.runs;

import io.userautomation.kafka.settings.KafkaThreads;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.StoreReport;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes the runs topic; each write returns when the brokers have acknowledged it. Safe to share between threads. */
public final class RunsTopicWriter implements AutoCloseable {

    private static final Duration CLOSE_PATIENCE = Duration.ofMillis(500);

    private final String topic;
    private final Producer<String, String> producer;

    /** @param clientProperties {@code KafkaSettings.clientProperties()}, and time-outs */
    public RunsTopicWriter(Map<String, Object> clientProperties, String topic) {
        this(
                new KafkaProducer<>(
                        producerProperties(clientProperties), new StringSerializer(), new StringSerializer()),
                topic);
        KafkaThreads.surfaceErrors();
    }

    RunsTopicWriter(Producer<String, String> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** @throws KafkaException when the brokers don't acknowledge it */
    public void write(RunManifest manifest) throws InterruptedException {
        send(manifest.runId(), RunJson.write(manifest));
    }

    /** @throws KafkaException when the brokers don't acknowledge it */
    public void write(PublishProgress progress) throws InterruptedException {
        send(progress.runId() + RunsTopicReader.PUBLISH + progress.attempt(), RunJson.write(progress));
    }

    /** @throws KafkaException when the brokers don't acknowledge it */
    public void write(StoreReport report) throws InterruptedException {
        send(report.runId() + RunsTopicReader.STORED + report.sink(), RunJson.write(report));
    }

    /** @throws KafkaException when the brokers don't acknowledge it */
    public void write(AuditReport report) throws InterruptedException {
        send(report.runId() + RunsTopicReader.AUDITED, RunJson.write(report));
    }

    /** Every write was waited for, so what is still on its way is what nobody waits for any longer. */
    @Override
    public void close() {
        producer.close(CLOSE_PATIENCE);
    }

    private void send(String key, String value) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "topic " + topic + " did not take a record: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private static Map<String, Object> producerProperties(Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        return properties;
    }
}
