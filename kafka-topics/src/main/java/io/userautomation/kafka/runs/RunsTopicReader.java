package io.userautomation.kafka.runs;

import com.google.gson.JsonParseException;
import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.AuditVerdict;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.model.runs.StoreReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the runs topic: each {@link #refresh} reads on to its present end. Belongs to one thread.
 *
 * <p>Keys: {@code <run id>} for the manifest, {@code <run id>/publish/<attempt>} for publish progress,
 * {@code <run id>/stored/<sink>} for store reports, {@code <run id>/audited} for the last audit. A run id holds no slash.
 *
 * <p>What can't be read is left out, which is logged once by its place; the next good record under the key counts.
 */
public final class RunsTopicReader implements AutoCloseable {

    /** What stands between a run's id and a store's name in the key of a store report. */
    public static final String STORED = "/stored/";

    static final String PUBLISH = "/publish/";
    static final String AUDITED = "/audited";

    private static final Logger LOG = LoggerFactory.getLogger(RunsTopicReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FETCH_MAX_WAIT_MILLIS = 20;
    private static final int RECORDS_PER_POLL = 50;
    private static final int BYTES_PER_FETCH = 4 << 20;
    private static final int MAX_KEY_SHOWN = 300;

    private final String topic;
    private final Consumer<String, String> consumer;
    private final Duration timeout;
    private final Map<String, RunManifest> manifests = new HashMap<>();
    private final Map<String, PublishProgress> attempts = new TreeMap<>();
    private final Map<String, StoreReport> reports = new TreeMap<>();
    private final Map<String, AuditReport> audits = new HashMap<>();
    private final Map<String, Long> signsOfLife = new HashMap<>();
    private final Set<String> ofLaterRelease = new HashSet<>();

    /**
     * A reader on a consumer of its own, without a group.
     *
     * @param clientProperties {@code KafkaSettings.clientProperties()}, and time-outs
     * @param timeout how long one call waits for the brokers
     */
    public RunsTopicReader(Map<String, Object> clientProperties, String topic, Duration timeout) {
        this(
                new KafkaConsumer<>(
                        consumerProperties(clientProperties), new StringDeserializer(), new StringDeserializer()),
                topic,
                timeout);
    }

    RunsTopicReader(Consumer<String, String> consumer, String topic, Duration timeout) {
        this.consumer = consumer;
        this.topic = topic;
        this.timeout = timeout;
    }

    /**
     * Reads to the end that the topic has at the moment of the call.
     *
     * @throws TimeoutException when the brokers don't answer within the timeout
     */
    public RunsTopicReader refresh() {
        if (consumer.assignment().isEmpty()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, timeout).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), timeout);
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!reached(ends)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "topic %s could not be read to its end within %s s".formatted(topic, timeout.toSeconds()));
            }
            consumer.poll(POLL).forEach(this::keep);
        }
        return this;
    }

    /**
     * What is known of a run since the last refresh.
     *
     * @throws TaskException for status 2 where a later release has written the run's manifest: what isn't understood can't
     *     be judged
     */
    public RunSnapshot run(RunId runId) {
        String id = runId.value();
        if (ofLaterRelease.contains(id)) {
            throw new TaskException(
                    ExitStatus.BAD_SETTINGS,
                    "run %s on topic %s is of a later release than this jar: go on with that release's jars"
                            .formatted(id, topic));
        }
        Map<String, StoreReport> bySink = new HashMap<>();
        reports.forEach((key, report) -> {
            if (key.startsWith(id + STORED)) {
                bySink.put(report.sink(), report);
            }
        });
        List<PublishProgress> ofRun = attempts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(id + PUBLISH))
                .map(Map.Entry::getValue)
                .toList();
        return new RunSnapshot(manifests.get(id), ofRun, bySink, signsOfLife.getOrDefault(id, 0L));
    }

    /** What one store has last reported of a run, of whatever release. */
    public Optional<StoreReport> report(RunId runId, String store) {
        return Optional.ofNullable(reports.get(runId.value() + STORED + store));
    }

    /** What the last audit of a run has found; empty where none was, or an older release's. */
    public Optional<AuditReport> audit(RunId runId) {
        return Optional.ofNullable(audits.get(runId.value()));
    }

    /** When a run was last found proven, by the auditors' clocks. */
    public Optional<Instant> lastProven() {
        return audits.values().stream()
                .filter(audit -> audit.verdict() == AuditVerdict.PROVEN)
                .map(AuditReport::auditedAt)
                .max(Comparator.naturalOrder());
    }

    /** Whether there is a manifest of this run, be it of a later release than this one. */
    public boolean isOpened(RunId runId) {
        return manifests.containsKey(runId.value()) || ofLaterRelease.contains(runId.value());
    }

    /** The run that was opened last, in whatever state, by its opener's clock: for a person who asks for no run by name. */
    public Optional<RunId> latest() {
        return manifests.values().stream()
                .max((a, b) -> a.openedAt().compareTo(b.openedAt()))
                .map(manifest -> new RunId(manifest.runId()));
    }

    /** Those runs that were opened last, the newest first, by their openers' clocks; without those of a later release. */
    public List<RunSnapshot> latest(int most) {
        return manifests.values().stream()
                .filter(manifest -> !ofLaterRelease.contains(manifest.runId()))
                .sorted(Comparator.comparing(RunManifest::openedAt).reversed())
                .limit(most)
                .map(manifest -> run(new RunId(manifest.runId())))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private boolean reached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey(), timeout) >= end.getValue());
    }

    private void keep(ConsumerRecord<String, String> record) {
        String key = record.key();
        if (key == null || record.value() == null) {
            return;
        }
        try {
            if (key.contains(PUBLISH)) {
                keep(key, RunJson.read(record.value(), PublishProgress.class));
            } else if (key.contains(STORED)) {
                StoreReport report = RunJson.read(record.value(), StoreReport.class);
                requireKey(key, report.runId() + STORED + report.sink());
                reports.put(key, report);
            } else if (key.endsWith(AUDITED)) {
                AuditReport report = RunJson.read(record.value(), AuditReport.class);
                requireKey(key, report.runId() + AUDITED);
                audits.put(report.runId(), report);
            } else if (RunJson.isOfLaterRelease(record.value())) {
                ofLaterRelease.add(key);
            } else {
                keep(key, RunJson.read(record.value(), RunManifest.class));
            }
        } catch (JsonParseException e) {
            // Without its message, which may hold some of the content.
            LOG.warn(
                    "Left out what can't be read topic={} partition={} offset={} key={}",
                    topic,
                    record.partition(),
                    record.offset(),
                    printable(key));
        }
    }

    private void keep(String key, RunManifest found) {
        requireKey(key, found.runId());
        ofLaterRelease.remove(key);
        if (found.supersedes(manifests.get(key))) {
            manifests.put(key, found);
            signsOfLife.merge(key, 1L, Long::sum);
        }
    }

    private void keep(String key, PublishProgress progress) {
        requireKey(key, progress.runId() + PUBLISH + progress.attempt());
        attempts.put(key, progress);
        RunManifest manifest = manifests.get(progress.runId());
        if (manifest != null && manifest.epoch() == progress.epoch()) {
            signsOfLife.merge(progress.runId(), 1L, Long::sum);
        }
    }

    private static void requireKey(String key, String expected) {
        if (!key.equals(expected)) {
            throw new JsonParseException("another run's");
        }
    }

    private static String printable(String key) {
        String start = key.length() > MAX_KEY_SHOWN ? key.substring(0, MAX_KEY_SHOWN) + "…" : key;
        return start.replaceAll("[^\\p{Graph}]", "?");
    }

    private static Map<String, Object> consumerProperties(Map<String, Object> clientProperties) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put("enable.auto.commit", false);
        properties.put("isolation.level", "read_committed");
        properties.put("allow.auto.create.topics", false);
        // What is asked next waits behind a fetch that is under way, which by default waits 500 ms for a record.
        properties.put("fetch.max.wait.ms", FETCH_MAX_WAIT_MILLIS);
        // Anybody may write to the topic: so few are unpacked at a time, whose size the brokers count compressed.
        properties.put("max.poll.records", RECORDS_PER_POLL);
        properties.put("fetch.max.bytes", BYTES_PER_FETCH);
        return properties;
    }
}
