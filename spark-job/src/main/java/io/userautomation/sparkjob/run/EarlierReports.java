package io.userautomation.sparkjob.run;

import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import java.util.Optional;

/** What earlier jobs have reported; the queries' threads share it. */
final class EarlierReports {

    private final RunsTopicReader reader;

    EarlierReports(RunsTopicReader reader) {
        this.reader = reader;
    }

    /** @throws org.apache.kafka.common.KafkaException when the brokers don't answer */
    synchronized Optional<StoreReport> find(RunId runId, String store) {
        return reader.refresh().report(runId, store);
    }
}
