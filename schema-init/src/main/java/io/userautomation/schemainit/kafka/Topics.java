package io.userautomation.schemainit.kafka;

import io.userautomation.schemainit.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's topics, each question with an end. Errors of the brokers arrive as {@link IOException}. */
final class Topics {

    /** Longer than the client's own time-outs, whose messages say more. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(20);

    private static final Duration UNTIL_LED = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private final Admin admin;

    Topics(Admin admin) {
        this.admin = admin;
    }

    /** How many brokers there are. */
    int brokers() throws IOException, InterruptedException {
        return answer(admin.describeCluster().nodes()).size();
    }

    /** Which of these are there. */
    Set<String> existing(List<String> names) throws IOException, InterruptedException {
        Set<String> all = answer(admin.listTopics().names());
        return names.stream().filter(all::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** Creates each; returns those that nobody else created meanwhile. */
    List<String> create(List<TopicPlan> plans) throws IOException, InterruptedException {
        Map<String, KafkaFuture<Void>> results = admin.createTopics(
                        plans.stream().map(TopicPlan::newTopic).toList())
                .values();
        List<String> created = new ArrayList<>();
        for (TopicPlan plan : plans) {
            try {
                answer(results.get(plan.name()));
                created.add(plan.name());
            } catch (IOException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IOException("topic %s can't be created: %s".formatted(plan.name(), e.getMessage()), e);
                }
            }
        }
        return created;
    }

    /** Waits until every partition of these has a leader: until then a client's first words would fail. */
    void awaitLeaders(List<String> names) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + UNTIL_LED.toNanos();
        while (!led(names)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no leader for every partition of %s after %d s"
                        .formatted(String.join(", ", names), UNTIL_LED.toSeconds()));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** These topics as they are. */
    Map<String, TopicState> states(List<String> names) throws IOException, InterruptedException {
        Map<String, TopicDescription> descriptions =
                answer(admin.describeTopics(names).allTopicNames());
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, TopicState> states = new HashMap<>();
        answer(admin.describeConfigs(resources).all()).forEach((resource, config) -> {
            TopicDescription description = descriptions.get(resource.name());
            int fewest = description.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            Map<String, String> configs = config.entries().stream()
                    .filter(entry -> entry.value() != null)
                    .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
            states.put(resource.name(), new TopicState(description.partitions().size(), fewest, configs));
        });
        return states;
    }

    private boolean led(List<String> names) throws IOException, InterruptedException {
        try {
            return answer(admin.describeTopics(names).allTopicNames()).values().stream()
                    .flatMap(description -> description.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    private static <T> T answer(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(Reason.of(e), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within %d s".formatted(LONGEST_ANSWER.toSeconds()), e);
        }
    }
}
