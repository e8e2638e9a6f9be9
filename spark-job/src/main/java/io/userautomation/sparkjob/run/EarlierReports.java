package io.userautomation.sparkjob.run;

import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import java.util.Optional;

/** What is known of runs, such as what earlier jobs have reported; the queries' threads share it. */
final class EarlierReports {

    private final RunsTopicReader reader;

    EarlierReports(RunsTopicReader reader) {
        this.reader = reader;
    }

    /** @throws org.apache.kafka.common.KafkaException when the brokers don't answer */
    synchronized boolean isOpened(RunId runId) {
        return reader.refresh().isOpened(runId);
    }

    /** As the runs topic said when it was last asked. */
    synchronized Optional<StoreReport> find(RunId runId, String store) {
        return reader.report(runId, store);
    }
}
