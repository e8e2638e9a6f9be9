package io.userautomation.kafka.settings;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether the pipeline's topics are there: no task relies on their creation by use. */
public final class RequiredTopics {

    private RequiredTopics() {}

    /**
     * Makes sure that all three exist.
     *
     * @throws TaskException naming those that don't
     * @throws KafkaException when the brokers don't answer in time
     */
    public static void check(Admin admin, KafkaSettings kafka, TopicSettings topics) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> descriptions = admin.describeTopics(
                        List.of(topics.users(), topics.deadLetters(), topics.runs()))
                .topicNameValues();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> description : descriptions.entrySet()) {
            if (!exists(description.getValue())) {
                missing.add(description.getKey());
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(null);
            throw new TaskException(
                    ExitStatus.FAILED,
                    "Kafka at %s has no topic %s: run schema-init first"
                            .formatted(kafka.bootstrapServers(), String.join(" and no topic ", missing)));
        }
    }

    private static boolean exists(KafkaFuture<TopicDescription> description) throws InterruptedException {
        try {
            description.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
