package io.userautomation.sparkjob.run;

import io.userautomation.commandline.NeutralFormats;
import io.userautomation.sparkjob.checkpoint.CheckpointFs;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark as the queries want it. */
public final class JobSession {

    /** Of the executors, in front of what spark-submit gives them as {@code spark.executor.extraJavaOptions}. */
    private static final String EXECUTOR_OPTIONS = "spark.executor.defaultJavaOptions";

    private static final String RETAINED = "100";
    private static final String RETAINED_TASKS = "1000";
    private static final String MIN_BATCHES = "100";

    /** The driver is told by its main; executors begin elsewhere, and in the language and the zone of their machine. */
    private static final String NEUTRAL = String.join(" ", NeutralFormats.JAVA_OPTIONS);

    private JobSession() {}

    /** As {@link #builder()}, for executors that are done before the JVM's second compiler has paid. */
    static SparkSession.Builder briefBuilder() {
        return builder().config(EXECUTOR_OPTIONS, NEUTRAL + " -XX:TieredStopAtLevel=1");
    }

    /** With all settings that are the job's own; the master and the memory are spark-submit's to give. */
    public static SparkSession.Builder builder() {
        return inOneJvm(SparkSession.builder())
                .appName("user_automation")
                // Each query has a pool of its own, so that none waits behind another's tasks.
                .config("spark.scheduler.mode", "FAIR")
                .config("spark.sql.session.timeZone", "UTC")
                .config(EXECUTOR_OPTIONS, NEUTRAL)
                .config("spark.ui.showConsoleProgress", "false")
                // What the UI remembers of a stream that lives for months; a batch is three jobs and some executions.
                .config("spark.ui.retainedJobs", RETAINED)
                .config("spark.ui.retainedStages", RETAINED)
                .config("spark.ui.retainedTasks", RETAINED_TASKS)
                .config("spark.ui.retainedDeadExecutors", "10")
                .config("spark.sql.ui.retainedExecutions", RETAINED)
                .config("spark.sql.streaming.ui.retainedQueries", "20")
                // How long a query's thread may take to notice that it is stopped, before it is told again.
                .config("spark.sql.streaming.stopTimeout", "2s")
                // Kafka's login is an option of its source, which plans and the UI show.
                .config("spark.sql.redaction.options.regex", "(?i)url|jaas|password")
                .config(CheckpointFs.SETTING, CheckpointFs.class.getName())
                // What a poll brought beyond its batch is large in the heap and cheap to poll again.
                .config("spark.kafka.consumer.fetchedData.cache.timeout", "1s")
                .config("spark.kafka.consumer.fetchedData.cache.evictorThreadRunInterval", "1s")
                // Spark's files keep an older writer out for as long as they hold its next batch.
                .config("spark.sql.streaming.minBatchesToRetain", MIN_BATCHES)
                // Streams can't have it, and each would say so.
                .config("spark.sql.adaptive.enabled", "false");
    }

    /** With a local master an executor that ends when its heap is full takes the driver with it, which could say why. */
    private static SparkSession.Builder inOneJvm(SparkSession.Builder builder) {
        boolean local = new SparkConf().get("spark.master", "").startsWith("local");
        return local ? builder.config("spark.executor.killOnFatalError.depth", "0") : builder;
    }
}
