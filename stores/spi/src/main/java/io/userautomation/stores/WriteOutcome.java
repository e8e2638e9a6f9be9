package io.userautomation.stores;

import java.io.Serializable;
import java.util.Map;

/** What became of one partition of a batch in one sink. */
public sealed interface WriteOutcome extends Serializable {

    /** The key of records that belong to no run. */
    String NO_RUN = "";

    /**
     * All of it is stored or dead-lettered, acknowledged by the database and the brokers.
     *
     * @param counts per run id
     * @param latencies per run id, from a record's Kafka timestamp to the acknowledgement of its row: milliseconds in a
     *     compressed HdrHistogram
     */
    record Written(Map<String, RunCounts> counts, Map<String, byte[]> latencies) implements WriteOutcome {}

    /**
     * The database could not be written; parts may have been, which writing again does not change.
     *
     * @param reason names host and port, and what happened
     * @param acknowledged rows that it did take in this try; above 0 it is slow rather than away
     */
    record Unavailable(String reason, long acknowledged) implements WriteOutcome {}

    /**
     * Records of one run.
     *
     * @param stored rows acknowledged, those that a newer row left unchanged included
     * @param deadLettered records that this sink refused
     */
    record RunCounts(long stored, long deadLettered) implements Serializable {

        public RunCounts plus(RunCounts other) {
            return new RunCounts(stored + other.stored, deadLettered + other.deadLettered);
        }
    }
}
