package io.userautomation.sparkjob.run;

import io.userautomation.commandline.Summary;
import io.userautomation.kafka.settings.KafkaFailure;
import io.userautomation.sparkjob.SparkJobSettings;
import io.userautomation.sparkjob.ownership.Owners;
import io.userautomation.sparkjob.query.DeadLetterBatches;
import io.userautomation.sparkjob.source.KafkaCluster;
import io.userautomation.stores.ConfiguredStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/** {@code spark-job --status}. */
public final class StatusTask {

    private final SparkJobSettings settings;

    public StatusTask(SparkJobSettings settings) {
        this.settings = settings;
    }

    /**
     * Looks.
     *
     * @return by query, who owns its checkpoint and how far that one is
     * @throws io.userautomation.commandline.TaskException where one isn't owned or doesn't advance, or Kafka is away
     */
    public Summary run() throws InterruptedException {
        Duration deadline = settings.job().startDeadline();
        String users = settings.topics().users();
        try (KafkaCluster kafka = new KafkaCluster(settings.kafka(), deadline)) {
            Set<Integer> partitions = kafka.partitions(users);
            Owners owners = new Owners(settings.kafka(), kafka.admin(), settings.topics());
            return new OwnershipStatus(owners, asked -> kafka.ends(users, asked), Thread::sleep)
                    .of(queries(), partitions);
        } catch (KafkaException e) {
            throw KafkaFailure.of(settings.kafka(), deadline, e).fatal();
        }
    }

    private List<String> queries() {
        return Stream.concat(settings.stores().stream().map(ConfiguredStore::store), Stream.of(DeadLetterBatches.NAME))
                .toList();
    }
}
