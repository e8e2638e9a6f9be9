package io.userautomation.sparkjob.run;

import io.userautomation.kafka.registry.SubjectSchemas;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.sparkjob.JobSettings;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.checkpoint.CheckpointFolder;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.metrics.StreamMetrics;
import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.sparkjob.query.Batches;
import io.userautomation.sparkjob.query.Checkpoint;
import io.userautomation.sparkjob.query.DeadLetterBatches;
import io.userautomation.sparkjob.query.DeadLetterBatches.LettersTopic;
import io.userautomation.sparkjob.query.OutageWait;
import io.userautomation.sparkjob.query.PipelineQuery;
import io.userautomation.sparkjob.query.SchemaAsk;
import io.userautomation.sparkjob.query.StoreBatches;
import io.userautomation.sparkjob.query.Target;
import io.userautomation.sparkjob.run.StoreReports.ReportWriter;
import io.userautomation.sparkjob.sink.kafka.KafkaDeadLetterWriter;
import io.userautomation.sparkjob.source.KafkaCluster;
import io.userautomation.sparkjob.source.UsersTopic;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.DeadLetterWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Wires one query per store and one for the records that no store can take. */
final class QueryPlan {

    /** The shortest for the dead letters: only a run's end waits for them, and each batch takes the cores from the other queries. */
    private static final Duration DEAD_LETTERS_INTERVAL = Duration.ofSeconds(2);

    private final SparkJobSettings settings;
    private final JobSettings job;
    private final KafkaCluster kafka;
    private final String kafkaClusterId;
    private final EarlierReports earlier;
    private final ReportWriter reports;
    private final StreamMetrics metrics;
    private final Claim claim;
    private final SchemaAsk registry;
    private final Set<String> startedOver = ConcurrentHashMap.newKeySet();
    private final Map<String, StoreReports> reportsOfStores = new HashMap<>();

    /**
     * A plan that asks nothing yet.
     *
     * @param claim how a checkpoint becomes this driver's
     */
    QueryPlan(
            SparkJobSettings settings,
            KafkaCluster kafka,
            String kafkaClusterId,
            EarlierReports earlier,
            ReportWriter reports,
            StreamMetrics metrics,
            Claim claim) {
        this.settings = settings;
        this.job = settings.job();
        this.kafka = kafka;
        this.kafkaClusterId = kafkaClusterId;
        this.earlier = earlier;
        this.reports = reports;
        this.metrics = metrics;
        this.claim = claim;
        this.registry = new SchemaAsk(
                new SubjectSchemas(settings.registry(), settings.topics().users()));
    }

    List<PipelineQuery> queries(Supplier<SparkSession> spark, UsersTopic users) {
        TopicSettings topics = settings.topics();
        DeadLetterWriter deadLetters = new KafkaDeadLetterWriter(settings.kafka(), topics.deadLetters());
        Batches toDeadLetters = new DeadLetterBatches(
                deadLetters, lettersTopic(topics.deadLetters()), new OutageWait(job.outageDeadline()));
        Duration often = job.triggerInterval();
        Duration seldom = Collections.max(List.of(often, DEAD_LETTERS_INTERVAL));
        List<PipelineQuery> queries = new ArrayList<>();
        for (ConfiguredStore store : settings.stores()) {
            queries.add(new PipelineQuery(spark, users, batches(store, deadLetters), this::claim, often));
        }
        queries.add(new PipelineQuery(spark, users, toDeadLetters, this::claim, seldom));
        return queries;
    }

    private LettersTopic lettersTopic(String name) {
        return new LettersTopic() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String id() throws InterruptedException {
                return kafka.topicId(name);
            }

            @Override
            public Optional<String> idIfAnswered() throws InterruptedException {
                return kafka.topicIdIfAnswered(name);
            }
        };
    }

    private Batches batches(ConfiguredStore store, DeadLetterWriter deadLetters) {
        StoreReports toRuns = new StoreReports(
                store.store(), earlier::isOpened, runId -> earlier.find(runId, store.store()), reports);
        reportsOfStores.put(store.store(), toRuns);
        return new StoreBatches(
                store.writer(deadLetters),
                deadLetters,
                registry,
                store.table(),
                new OutageWait(job.startDeadline()),
                new OutageWait(job.outageDeadline()),
                parts -> {
                    metrics.written(store.store(), parts);
                    toRuns.written(parts);
                });
    }

    /** The topic's id is asked for anew: it may be another topic by the time that a query is started again. */
    private Optional<Checkpoint> claim(String query, Target target, CountDownLatch closed) throws Exception {
        String topic = settings.topics().users();
        CheckpointIdentity identity = new CheckpointIdentity(
                query,
                kafkaClusterId,
                topic,
                kafka.topicId(topic),
                target.table(),
                target.identity(),
                UserRecordValidator.RULES_VERSION);
        Optional<Ownership> mine = claim.make(identity, closed).map(own -> metrics.owned(query, own));
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        Optional.ofNullable(reportsOfStores.get(query)).ifPresent(StoreReports::forget);
        try {
            Checkpoint checkpoint =
                    new Checkpoint(CheckpointFolder.open(job.checkpoints(), identity, job.startDeadline()), mine.get());
            if (settings.startOver() && startedOver.add(query)) {
                startOver(checkpoint);
            }
            return Optional.of(checkpoint);
        } catch (Exception e) {
            mine.get().close();
            throw e;
        }
    }

    private static void startOver(Checkpoint checkpoint) throws IOException, InterruptedException {
        // First, for a folder without offsets would start where the group is.
        checkpoint.ownership().forget();
        if (checkpoint.folder().isUsed()) {
            checkpoint.folder().startOver();
        }
    }
}
