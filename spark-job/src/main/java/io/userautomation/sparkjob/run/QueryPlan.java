package io.userautomation.sparkjob.run;

import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.sparkjob.JobSettings;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.checkpoint.CheckpointFolder;
import io.userautomation.sparkjob.checkpoint.CheckpointIdentity;
import io.userautomation.sparkjob.query.Batches;
import io.userautomation.sparkjob.query.DeadLetterBatches;
import io.userautomation.sparkjob.query.OutageWait;
import io.userautomation.sparkjob.query.PipelineQuery;
import io.userautomation.sparkjob.query.StoreBatches;
import io.userautomation.sparkjob.query.Target;
import io.userautomation.sparkjob.run.StoreReports.ReportWriter;
import io.userautomation.sparkjob.sink.kafka.KafkaDeadLetterWriter;
import io.userautomation.sparkjob.source.KafkaCluster;
import io.userautomation.sparkjob.source.UsersTopic;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.DeadLetterWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Wires one query per store and one for the records that no store can take. */
final class QueryPlan {

    /** The shortest for the dead letters: nobody waits for one, and each batch takes the cores from the other queries. */
    private static final Duration DEAD_LETTERS_INTERVAL = Duration.ofSeconds(5);

    private final SparkJobSettings settings;
    private final JobSettings job;
    private final KafkaCluster kafka;
    private final String kafkaClusterId;
    private final Map<String, String> topicIds;
    private final EarlierReports earlier;
    private final ReportWriter reports;

    /** @param topicIds the brokers' ids of the three topics, by name */
    QueryPlan(
            SparkJobSettings settings,
            KafkaCluster kafka,
            String kafkaClusterId,
            Map<String, String> topicIds,
            EarlierReports earlier,
            ReportWriter reports) {
        this.settings = settings;
        this.job = settings.job();
        this.kafka = kafka;
        this.kafkaClusterId = kafkaClusterId;
        this.topicIds = Map.copyOf(topicIds);
        this.earlier = earlier;
        this.reports = reports;
    }

    List<PipelineQuery> queries(SparkSession spark) {
        TopicSettings topics = settings.topics();
        DeadLetterWriter deadLetters = new KafkaDeadLetterWriter(settings.kafka(), topics.deadLetters());
        UsersTopic users = new UsersTopic(
                spark, settings.kafka(), topics.users(), job.maxOffsetsPerTrigger(), job.maxPollRecords());
        Batches toDeadLetters = new DeadLetterBatches(
                deadLetters,
                new Target(topics.deadLetters(), topicIds.get(topics.deadLetters())),
                new OutageWait(job.outageDeadline()));
        Duration often = job.triggerInterval();
        Duration seldom = Collections.max(List.of(often, DEAD_LETTERS_INTERVAL));
        List<PipelineQuery> queries = new ArrayList<>();
        for (ConfiguredStore store : settings.stores()) {
            queries.add(new PipelineQuery(spark, users, batches(store, deadLetters), this::open, often));
        }
        queries.add(new PipelineQuery(spark, users, toDeadLetters, this::open, seldom));
        return queries;
    }

    private Batches batches(ConfiguredStore store, DeadLetterWriter deadLetters) {
        return new StoreBatches(
                store.writer(deadLetters),
                store.table(),
                new OutageWait(job.startDeadline()),
                new OutageWait(job.outageDeadline()),
                new StoreReports(
                        store.store(), earlier::isOpened, runId -> earlier.find(runId, store.store()), reports));
    }

    /** The topic's id is asked for anew: it may be another topic by the time that a query is started again. */
    private CheckpointFolder open(String query, Target target) throws Exception {
        String topic = settings.topics().users();
        CheckpointIdentity identity = new CheckpointIdentity(
                query,
                kafkaClusterId,
                topic,
                kafka.topicId(topic),
                target.table(),
                target.identity(),
                UserRecordValidator.RULES_VERSION);
        return CheckpointFolder.open(job.checkpoints(), identity, job.startDeadline());
    }
}
