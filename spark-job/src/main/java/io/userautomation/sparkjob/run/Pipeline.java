package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.runs.RunsTopicWriter;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.query.PipelineQuery;
import io.userautomation.sparkjob.run.ProgressReport.Health;
import io.userautomation.sparkjob.run.StoreJob.ProgressTeller;
import io.userautomation.sparkjob.source.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects, starts Spark, runs the queries and lets go of it all. */
public final class Pipeline {

    private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration RUNS_TOPIC_TIMEOUT = Duration.ofSeconds(5);

    /** A run of up to so many users is a brief one. */
    private static final long MAX_USERS_OF_BRIEF_RUN = 10_000;

    /** A query that is further behind is not well. */
    private static final long MAX_BATCHES_BEHIND = 2;

    private final SparkJobSettings settings;
    private final TopicSettings topics;

    public Pipeline(SparkJobSettings settings) {
        this.settings = settings;
        this.topics = settings.topics();
    }

    /**
     * Stores users until the run is closed and stored, or until interrupted where there is no run to follow.
     *
     * @return what was stored
     * @throws TaskException when a server is missing, a query failed or time is up
     */
    public Summary run() throws InterruptedException {
        try (KafkaCluster kafka =
                new KafkaCluster(settings.kafka(), settings.job().startDeadline())) {
            String clusterId = kafka.id();
            Map<String, String> topicIds = kafka.topicIds(List.of(topics.users(), topics.deadLetters(), topics.runs()));
            try (RunsTopicReader followed = runsTopicReader();
                    RunsTopicReader reported = runsTopicReader();
                    RunsTopicWriter reports =
                            new RunsTopicWriter(settings.kafka().clientProperties(), topics.runs())) {
                SparkSession spark =
                        (isBrief(followed) ? JobSession.briefBuilder() : JobSession.builder()).getOrCreate();
                StoreJob job = new StoreJob(
                        settings.runId()
                                .map(runId -> new RunFollower(
                                        runId,
                                        () -> followed.refresh().run(runId),
                                        ends -> kafka.isHeldBack(topics.users(), ends),
                                        settings.job().idleTimeout(),
                                        settings.job().outageDeadline(),
                                        settings.kafka().bootstrapServers(),
                                        System::nanoTime)),
                        teller(progress(kafka), executors(spark)),
                        settings.job().timeout(),
                        settings.job().outageDeadline(),
                        System::nanoTime,
                        Thread::sleep);
                QueryPlan plan = new QueryPlan(
                        settings, kafka, clusterId, topicIds, new EarlierReports(reported), reports::write);
                Summary stored = run(spark, job, plan);
                checkSameTopic(topicIds.get(topics.users()), kafka.topicId(topics.users()));
                return stored;
            }
        }
    }

    private Summary run(SparkSession spark, StoreJob job, QueryPlan plan) throws InterruptedException {
        List<PipelineQuery> queries = plan.queries(spark);
        Summary stored = job.run(settings.runId(), queries);
        // Not in a finally: a signal leaves no time for it, and the JVM's end does it too.
        spark.stop();
        return stored;
    }

    private ProgressReport progress(KafkaCluster kafka) {
        String users = topics.users();
        return new ProgressReport(
                partitions -> kafka.ends(users, partitions),
                new PublishedOffsets(
                        (group, offsets) -> kafka.commit(group, users, offsets), System::nanoTime, LOG::warn),
                users,
                MAX_BATCHES_BEHIND * settings.job().maxOffsetsPerTrigger(),
                health(),
                System::nanoTime);
    }

    /** A run's end says how it was; a stream has none. */
    private Health health() {
        return settings.runId().isPresent()
                ? well -> {}
                : new HealthFile(settings.job().checkpoints())::renew;
    }

    private static ProgressTeller teller(ProgressReport report, ExecutorWatch executors) {
        return queries -> {
            report.tell(queries);
            executors.look();
        };
    }

    private static ExecutorWatch executors(SparkSession spark) {
        SparkContext context = spark.sparkContext();
        boolean onDemand = context.isLocal() || context.conf().getBoolean("spark.dynamicAllocation.enabled", false);
        return new ExecutorWatch(
                // The driver counts as one.
                () -> onDemand ? 1 : context.statusTracker().getExecutorInfos().length - 1,
                context.master(),
                System::nanoTime,
                LOG::warn);
    }

    /** Where the brokers don't say, it isn't: who follows the run waits for them. */
    private boolean isBrief(RunsTopicReader runs) {
        try {
            return settings.runId()
                    .map(runId -> runs.refresh().run(runId).manifest())
                    .map(manifest -> manifest.request().users())
                    .filter(users -> users <= MAX_USERS_OF_BRIEF_RUN)
                    .isPresent();
        } catch (RetriableException e) {
            LOG.debug("The runs topic could not be read", e);
            return false;
        }
    }

    /** A topic created anew under the running queries may have lost records that they never saw. */
    private void checkSameTopic(String before, String after) {
        if (!before.equals(after)) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "topic %s was deleted and created anew meanwhile: run it again to store what it holds now"
                            .formatted(topics.users()));
        }
    }

    private RunsTopicReader runsTopicReader() {
        return new RunsTopicReader(settings.kafka().clientProperties(), topics.runs(), RUNS_TOPIC_TIMEOUT);
    }
}
