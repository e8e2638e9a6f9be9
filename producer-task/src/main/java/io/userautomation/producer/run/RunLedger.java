package io.userautomation.producer.run;

import io.userautomation.kafka.runs.RunsTopicReader;
import io.userautomation.kafka.runs.RunsTopicWriter;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.producer.settings.ClusterSettings;
import java.time.Clock;
import java.util.Map;

/**
 * What the runs topic and the users topic's ends say of runs, read and written at once. Opened for the length of one
 * command.
 */
public final class RunLedger implements AutoCloseable {

    private final ClusterSettings cluster;
    private final RunTopics topics;
    private final RunsTopicReader reader;
    private final RunsTopicWriter writer;
    private final Clock clock;

    private RunLedger(ClusterSettings cluster, Clock clock) throws InterruptedException {
        this.cluster = cluster;
        this.clock = clock;
        this.topics = new RunTopics(cluster);
        try {
            topics.requireAll();
            this.reader = new RunsTopicReader(
                    cluster.clientProperties(), cluster.topics().runs(), cluster.timeout());
            this.writer = new RunsTopicWriter(
                    cluster.producerProperties(), cluster.topics().runs());
        } catch (RuntimeException | InterruptedException e) {
            topics.close();
            throw e;
        }
    }

    /**
     * Connects.
     *
     * @throws io.userautomation.commandline.TaskException when a topic is missing
     * @throws org.apache.kafka.common.KafkaException when the brokers don't answer in time
     */
    public static RunLedger open(ClusterSettings cluster) throws InterruptedException {
        return new RunLedger(cluster, Clock.systemUTC());
    }

    /** All that is known of the run at this moment. */
    public RunSnapshot snapshot(RunId runId) {
        return reader.refresh().run(runId);
    }

    /** Per partition of the users topic, the offset that the next record will get. */
    public Map<Integer, Long> usersEnd() throws InterruptedException {
        return topics.usersEnd();
    }

    /** Writes a manifest and waits for the acknowledgement. */
    public void write(RunManifest manifest) throws InterruptedException {
        writer.write(manifest);
    }

    /** For the progress of publishing. */
    public RunsTopicWriter writer() {
        return writer;
    }

    public Clock clock() {
        return clock;
    }

    public ClusterSettings cluster() {
        return cluster;
    }

    @Override
    public void close() {
        topics.close();
        reader.close();
        writer.close();
    }
}
