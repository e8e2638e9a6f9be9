package io.userautomation.schemainit.kafka;

import io.userautomation.commandline.Reason;
import io.userautomation.kafka.settings.TopicSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's topics, each question with an end. Errors of the brokers arrive as {@link IOException}. */
final class Topics {

    /** Longer than the client's own time-outs, whose messages say more. */
    static final Duration MAX_ANSWER = Duration.ofSeconds(20);

    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(30);
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
                    throw new IOException(
                            "topic %s can't be created: %s%s"
                                    .formatted(plan.name(), e.getMessage(), asked(plan, e.getCause())),
                            e);
                }
            }
        }
        return created;
    }

    /** What was asked for, where the brokers have a policy of their own, or other limits. */
    private static String asked(TopicPlan plan, Throwable refusal) {
        boolean otherwise = refusal instanceof PolicyViolationException
                || refusal instanceof InvalidReplicationFactorException
                || refusal instanceof InvalidPartitionsException
                || refusal instanceof InvalidConfigurationException;
        return otherwise
                ? "; it was asked for with %s partition(s), %s replica(s) and %s: set %s and %s to what these brokers take"
                        .formatted(
                                plan.partitions(),
                                plan.replicas(),
                                new TreeMap<>(plan.configs()),
                                TopicSettings.REPLICATION_FACTOR.variable(),
                                TopicSettings.PARTITIONS.variable())
                : "";
    }

    /** Sets these configs of a topic, and leaves the others. */
    void alter(String name, Map<String, String> configs) throws IOException, InterruptedException {
        List<AlterConfigOp> operations = configs.entrySet().stream()
                .map(config -> new AlterConfigOp(
                        new ConfigEntry(config.getKey(), config.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        answer(
                "the configs of topic %s can't be altered".formatted(name),
                admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), operations))
                        .all());
    }

    /** Gives a topic so many partitions, which are more than it has. */
    void enlarge(String name, int partitions) throws IOException, InterruptedException {
        answer(admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                .all());
    }

    /** Waits until the broker that answers knows of a change, for a while. */
    void await(String name, Predicate<TopicState> changed) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + UNTIL_KNOWN.toNanos();
        TopicState state = states(List.of(name)).get(name);
        while ((state == null || !changed.test(state)) && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            state = states(List.of(name)).get(name);
        }
    }

    /** Waits until every partition of these has a leader: until then a client's first words would fail. */
    void awaitLeaders(List<String> names) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + UNTIL_KNOWN.toNanos();
        while (!led(names)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no leader for every partition of %s after %s s"
                        .formatted(String.join(", ", names), UNTIL_KNOWN.toSeconds()));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** These topics as they are, without those that the broker that answers doesn't know. */
    Map<String, TopicState> states(List<String> names) throws IOException, InterruptedException {
        Map<String, TopicDescription> descriptions = descriptions(names);
        Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .values();
        Map<String, TopicState> states = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> config : configs.entrySet()) {
            String name = config.getKey().name();
            Optional<Config> known =
                    known("the configs of topic %s can't be described".formatted(name), config.getValue());
            if (known.isPresent() && descriptions.containsKey(name)) {
                states.put(name, state(descriptions.get(name), known.get()));
            }
        }
        return states;
    }

    /**
     * As {@link #states}, of topics that were just created: brokers hear of them one after another, so this asks again while
     * the one that answers misses some, for a while.
     */
    Map<String, TopicState> awaitStates(List<String> names) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + UNTIL_KNOWN.toNanos();
        Map<String, TopicState> states = states(names);
        while (states.size() < names.size() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE_MILLIS);
            states = states(names);
        }
        return states;
    }

    private static TopicState state(TopicDescription description, Config config) {
        int fewest = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        Map<String, String> configs = config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
        return new TopicState(description.partitions().size(), fewest, configs);
    }

    private boolean led(List<String> names) throws IOException, InterruptedException {
        Map<String, TopicDescription> descriptions = descriptions(names);
        return descriptions.size() == names.size()
                && descriptions.values().stream()
                        .flatMap(description -> description.partitions().stream())
                        .allMatch(partition -> partition.leader() != null);
    }

    private Map<String, TopicDescription> descriptions(List<String> names) throws IOException, InterruptedException {
        Map<String, TopicDescription> descriptions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            known("topic %s can't be described".formatted(topic.getKey()), topic.getValue())
                    .ifPresent(known -> descriptions.put(known.name(), known));
        }
        return descriptions;
    }

    /** The answer about a topic; empty where the broker doesn't know the topic. */
    private static <T> Optional<T> known(String failure, KafkaFuture<T> future)
            throws IOException, InterruptedException {
        try {
            return Optional.of(answer(failure, future));
        } catch (IOException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** @param failure what it means that this is refused: the brokers name neither the topic nor what was asked */
    private static <T> T answer(String failure, KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return answer(future);
        } catch (IOException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw new IOException(failure + ": " + e.getMessage(), e.getCause());
            }
            throw e;
        }
    }

    private static <T> T answer(KafkaFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get(MAX_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(Reason.of(e), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within %s s".formatted(MAX_ANSWER.toSeconds()), e);
        }
    }
}
