package io.userautomation.sparkjob.run;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.runs.RunsTopicWriter;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.metrics.StreamMetrics;
import io.userautomation.sparkjob.ownership.Owners;
import io.userautomation.sparkjob.query.DeadLetterBatches;
import io.userautomation.sparkjob.query.PipelineQuery;
import io.userautomation.sparkjob.query.WarmUp;
import io.userautomation.sparkjob.run.ProgressReport.Health;
import io.userautomation.sparkjob.run.StoreJob.ProgressTeller;
import io.userautomation.sparkjob.sink.kafka.KafkaDeadLetterWriter;
import io.userautomation.sparkjob.source.KafkaCluster;
import io.userautomation.sparkjob.source.UsersTopic;
import io.userautomation.stores.ConfiguredStore;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.StoreWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.spark.SparkConf;
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
        try (StreamMetrics metrics = StreamMetrics.of(
                settings.metrics(),
                settings.stores().stream().map(ConfiguredStore::store).toList(),
                List.of(DeadLetterBatches.NAME))) {
            return stored(metrics);
        } catch (InterruptException e) {
            throw KafkaFailure.interruption(e);
        } catch (KafkaException e) {
            throw KafkaFailure.of(settings.kafka(), settings.job().startDeadline(), e)
                    .fatal();
        }
    }

    private Summary stored(StreamMetrics metrics) throws InterruptedException {
        try (KafkaCluster kafka =
                new KafkaCluster(settings.kafka(), settings.job().startDeadline())) {
            String clusterId = kafka.id();
            Map<String, String> topicIds = kafka.topicIds(List.of(topics.users(), topics.deadLetters(), topics.runs()));
            Owners owners = new Owners(settings.kafka(), kafka.admin(), topics);
            owners.requireTopic();
            try (RunsTopicReader followed = runsTopicReader();
                    RunsTopicReader reported = runsTopicReader();
                    RunsTopicWriter reports =
                            new RunsTopicWriter(settings.kafka().clientProperties(), topics.runs())) {
                boolean brief = isBrief(followed);
                LazySpark spark = new LazySpark(() -> session(brief, metrics));
                UsersTopic users = new UsersTopic(
                        spark,
                        settings.kafka(),
                        topics.users(),
                        settings.job().maxOffsetsPerTrigger(),
                        settings.job().maxPollRecords());
                Optional<RunFollower> run = settings.runId().map(runId -> follower(runId, followed, kafka));
                StoreJob job = new StoreJob(
                        run,
                        teller(progress(kafka, metrics), executors(spark), new QueryStates(metrics)),
                        settings.job().timeout(),
                        settings.job().outageDeadline(),
                        store -> report(followed, store),
                        System::nanoTime,
                        Thread::sleep);
                QueryPlan plan = new QueryPlan(
                        settings,
                        kafka,
                        clusterId,
                        new EarlierReports(reported),
                        reports::write,
                        metrics,
                        run.filter(any -> !settings.startOver())
                                .map(follower -> claimOf(follower, owners, kafka, users))
                                .orElseGet(
                                        () -> new StandBy(owners, settings.job().startDeadline())));
                List<PipelineQuery> queries = plan.queries(spark, users);
                if (!areOwned(queries, owners)) {
                    spark.start();
                }
                Summary stored = job.run(settings.runId(), queries);
                // Not in a finally: a signal leaves no time for it, and the JVM's end does it too.
                spark.stop();
                checkSameTopic(topicIds.get(topics.users()), kafka.topicId(topics.users()));
                return stored;
            }
        }
    }

    private SparkSession session(boolean brief, StreamMetrics metrics) {
        SparkSession session = (brief ? JobSession.briefBuilder() : JobSession.builder()).getOrCreate();
        if (settings.runId().isEmpty()) {
            warmUp(session);
        }
        return metrics.watched(session);
    }

    /** A run's own Spark has its users waiting already. */
    private void warmUp(SparkSession session) {
        DeadLetterWriter deadLetters = new KafkaDeadLetterWriter(settings.kafka(), topics.deadLetters());
        List<StoreWriter> writers = settings.stores().stream()
                .map(store -> store.writer(deadLetters))
                .toList();
        new WarmUp(writers, settings.kafka().clientProperties(), topics.users()).run(session);
    }

    private RunFollower follower(RunId runId, RunsTopicReader followed, KafkaCluster kafka) {
        return new RunFollower(
                runId,
                () -> followed.refresh().run(runId),
                ends -> kafka.isHeldBack(topics.users(), ends),
                settings.job().idleTimeout(),
                settings.job().outageDeadline(),
                settings.kafka().bootstrapServers(),
                System::nanoTime);
    }

    private Claim claimOf(RunFollower run, Owners owners, KafkaCluster kafka, UsersTopic users) {
        return new Following(
                owners,
                run::endOffsets,
                identity -> new OwnerWatch(
                        identity.query(),
                        () -> owners.positions(identity),
                        partitions -> kafka.ends(topics.users(), partitions),
                        users.log(),
                        settings.job().outageDeadline(),
                        System::nanoTime,
                        LOG::warn),
                settings.job().outageDeadline());
    }

    /** Whether each query seems to have a living owner, so that Spark is probably not needed; a mistake costs its start. */
    private static boolean areOwned(List<PipelineQuery> queries, Owners owners) throws InterruptedException {
        try {
            for (PipelineQuery query : queries) {
                if (owners.of(query.batches().name()).isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (KafkaException e) {
            LOG.debug("Groups could not be looked at", e);
            return false;
        }
    }

    private Optional<StoreReport> report(RunsTopicReader followed, String store) {
        try {
            return settings.runId()
                    .flatMap(runId -> followed.refresh().run(runId).report(store));
        } catch (KafkaException e) {
            LOG.warn("The runs topic could not be read, so that figures are missing store={}", store, e);
            return Optional.empty();
        }
    }

    private ProgressReport progress(KafkaCluster kafka, StreamMetrics metrics) throws InterruptedException {
        String users = topics.users();
        return new ProgressReport(
                partitions -> kafka.ends(users, partitions),
                new PublishedOffsets(
                        (group, offsets) -> kafka.commit(group, users, offsets), System::nanoTime, LOG::warn),
                new RetentionWatch(kafka.retention(users), Instant::now, LOG::warn),
                users,
                MAX_BATCHES_BEHIND * settings.job().maxOffsetsPerTrigger(),
                health(),
                metrics::lag,
                System::nanoTime);
    }

    /** A run's end says how it was; a stream has none. */
    private Health health() {
        return settings.runId().isPresent()
                ? Health.UNHEARD
                : new HealthFile(settings.job().checkpoints())::renew;
    }

    private static ProgressTeller teller(ProgressReport report, ExecutorWatch executors, QueryStates states) {
        return queries -> {
            report.tell(queries);
            executors.look();
            states.tell(queries);
        };
    }

    private static ExecutorWatch executors(LazySpark spark) {
        return new ExecutorWatch(
                () -> spark.isStarted() ? executors(spark.get().sparkContext()) : 1,
                new SparkConf().get("spark.master", "none"),
                System::nanoTime,
                LOG::warn);
    }

    private static int executors(SparkContext context) {
        boolean onDemand = context.isLocal() || context.conf().getBoolean("spark.dynamicAllocation.enabled", false);
        // The driver counts as one.
        return onDemand ? 1 : context.statusTracker().getExecutorInfos().length - 1;
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
