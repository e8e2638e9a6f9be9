package io.userautomation.sparkjob.metrics;

import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.stores.WriteOutcome.Written;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;

/** Hears what the job does. Where nobody has asked for metrics it keeps nothing, and loads no class of the library. */
public interface StreamMetrics extends AutoCloseable {

    /** Hears and keeps nothing. */
    StreamMetrics NONE = new StreamMetrics() {};

    /**
     * Serves from now on where the settings say so.
     *
     * @param stores the names of the stores' queries
     * @param others the names of the other queries
     * @throws io.userautomation.commandline.TaskException with status 2 where it can't listen there
     */
    static StreamMetrics of(MetricsSettings settings, List<String> stores, List<String> others) {
        return settings.port().isEmpty()
                ? NONE
                : ServedMetrics.start(settings.address(), settings.port().get(), new Meters(stores, others));
    }

    /** How a query is by now. */
    default void state(String query, QueryState state) {}

    /** How many records a query has before it; empty where that isn't known. */
    default void lag(String query, Optional<Long> records) {}

    /** What a batch has written. */
    default void written(String store, List<Written> parts) {}

    /** This ownership, which from now on is heard of until it ends. */
    default Ownership owned(String query, Ownership ownership) {
        return ownership;
    }

    /** This session, whose batches are heard of from now on. */
    default SparkSession watched(SparkSession session) {
        return session;
    }

    @Override
    default void close() {}
}
