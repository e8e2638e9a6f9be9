package io.userautomation.sparkjob.run;

import io.userautomation.sparkjob.query.PipelineQuery;
import io.userautomation.sparkjob.query.StoreBatches;
import io.userautomation.sparkjob.query.Totals;
import io.userautomation.sparkjob.source.KafkaCluster;
import io.userautomation.stores.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how far the queries have come: a line in the log every few seconds, and the offsets of each store as those of a
 * consumer group, since Spark commits none and every Kafka tool shows a group's lag.
 */
final class ProgressReport {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressReport.class);
    private static final Duration LINE_EVERY = Duration.ofSeconds(5);
    private static final Duration COMMIT = Duration.ofSeconds(3);

    private final KafkaCluster kafka;
    private final String topic;
    private final LongSupplier nanos;
    private final Map<String, Map<Integer, Long>> published = new HashMap<>();
    private long lastLine;

    ProgressReport(KafkaCluster kafka, String topic, LongSupplier nanos) {
        this.kafka = kafka;
        this.topic = topic;
        this.nanos = nanos;
        this.lastLine = nanos.getAsLong();
    }

    /** Publishes what is new, and logs when it is time to. */
    void tell(List<PipelineQuery> queries) throws InterruptedException {
        for (PipelineQuery lane : queries) {
            Optional<Positions> positions = positions(lane);
            if (positions.isPresent() && lane.batches() instanceof StoreBatches) {
                publish(lane.batches().name(), positions.get().committed());
            }
        }
        if (nanos.getAsLong() - lastLine >= LINE_EVERY.toNanos()) {
            lastLine = nanos.getAsLong();
            queries.forEach(this::log);
        }
    }

    private void publish(String store, Map<Integer, Long> committed) throws InterruptedException {
        if (committed.isEmpty() || committed.equals(published.get(store))) {
            return;
        }
        try {
            kafka.commit(Stores.consumerGroup(store), topic, committed).get(COMMIT.toMillis(), TimeUnit.MILLISECONDS);
            published.put(store, committed);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn(
                    "Offsets could not be published group={} topic={} reason={}",
                    Stores.consumerGroup(store),
                    topic,
                    e.getCause() == null ? "no answer in time" : e.getCause().getMessage());
        }
    }

    private void log(PipelineQuery lane) {
        Totals totals = lane.batches().totals();
        String text = "query=%s stored=%d dead_lettered=%d batches=%d lag=%s"
                .formatted(
                        lane.batches().name(),
                        totals.stored(),
                        totals.deadLettered(),
                        totals.batches(),
                        positions(lane).map(at -> Long.toString(at.lag())).orElse("unknown"));
        LOG.info("Progress {}", text);
    }

    private Optional<Positions> positions(PipelineQuery lane) {
        return lane.progress().flatMap(progress -> Positions.of(progress, topic));
    }
}
