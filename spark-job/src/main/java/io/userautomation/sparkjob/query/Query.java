package io.userautomation.sparkjob.query;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** One query of the job. After it has failed it may be run again, and goes on where its checkpoint is. */
public interface Query {

    Batches batches();

    /** How far it has committed; empty until its first batch is. */
    Optional<StreamingQueryProgress> progress();

    /** Since when it streams, by {@link System#nanoTime()}; empty until what it writes to was there and Spark has started it. */
    OptionalLong streamingSince();

    /** Whether it was another driver that has stored the run, while this one looked on. */
    default boolean isFollowed() {
        return false;
    }

    /** Whether it is of any use to run it again: not once Spark has ended. */
    boolean canRun();

    /**
     * Runs to the end of the run.
     *
     * @param closed counted down when no record of the run can come any more
     * @throws Exception what made the query fail
     */
    void run(CountDownLatch closed) throws Exception;
}
