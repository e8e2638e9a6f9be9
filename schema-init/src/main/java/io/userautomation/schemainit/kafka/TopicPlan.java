package io.userautomation.schemainit.kafka;

import io.userautomation.kafka.settings.TopicSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it is created.
 *
 * @param name of the topic
 * @param partitions at least; more are fine
 * @param replicas at least, of each partition
 * @param configs by name, all that is not left to the broker
 */
record TopicPlan(String name, int partitions, int replicas, Map<String, String> configs) {

    static final String RETENTION = TopicConfig.RETENTION_MS_CONFIG;
    static final String CLEANUP = TopicConfig.CLEANUP_POLICY_CONFIG;
    static final String IN_SYNC = TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
    static final String AHEAD = TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG;
    static final String BEHIND = TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG;
    static final String TIMESTAMPS = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
    static final String LARGEST_BATCH = TopicConfig.MAX_MESSAGE_BYTES_CONFIG;

    /** Kafka's own default, written down because the dead letters' limit depends on it. */
    private static final int USERS_LARGEST_BATCH = 1_048_588;
    /** Room for the largest record of the users topic together with the headers that say why it is here. */
    private static final int DEAD_LETTERS_LARGEST_BATCH = 2 * 1_048_576;

    private static final Duration USERS_RETENTION = Duration.ofDays(7);
    /** Longer than the users': whoever mends the cause a month later still finds the records. */
    private static final Duration DEAD_LETTERS_RETENTION = Duration.ofDays(30);
    /**
     * How far a publisher's clock may run ahead; a record from further ahead is refused. Its timestamp decides which version
     * of a user stays, so that without a bound one from a wrong clock would stay for ever. Brokers' default since Kafka 4.
     */
    private static final Duration USERS_AHEAD = Duration.ofHours(1);
    /** How far it may run behind: such records would be older versions, and lose without a word. Brokers have no bound. */
    private static final Duration USERS_BEHIND = Duration.ofHours(2);
    /** Compaction leaves the active segment alone; heartbeats would pile up in it for the default of a week. */
    private static final Duration RUNS_SEGMENT = Duration.ofHours(1);

    /** What is how old is the broker's to say: a writer's clock may be off. */
    private static final String BY_THE_BROKER = "LogAppendTime";

    /** It holds no record; whoever writes one there by mistake shall find it again. */
    private static final String WITHOUT_END = "-1";

    static final String COMPACT_AND_DELETE =
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE;

    /**
     * The pipeline's topics: users, dead letters, runs, owners.
     *
     * @param runsRetention how long what is known of a run is kept
     */
    static List<TopicPlan> of(TopicSettings settings, Duration runsRetention) {
        int replicas = settings.replicationFactor();
        String inSync = Integer.toString(inSyncReplicas(replicas));
        return List.of(
                new TopicPlan(
                        settings.users(),
                        settings.partitions(),
                        replicas,
                        Map.of(
                                CLEANUP,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                RETENTION,
                                Long.toString(USERS_RETENTION.toMillis()),
                                LARGEST_BATCH,
                                Integer.toString(USERS_LARGEST_BATCH),
                                AHEAD,
                                Long.toString(USERS_AHEAD.toMillis()),
                                BEHIND,
                                Long.toString(USERS_BEHIND.toMillis()),
                                IN_SYNC,
                                inSync)),
                new TopicPlan(
                        settings.deadLetters(),
                        1,
                        replicas,
                        Map.of(
                                CLEANUP,
                                TopicConfig.CLEANUP_POLICY_DELETE,
                                RETENTION,
                                Long.toString(DEAD_LETTERS_RETENTION.toMillis()),
                                LARGEST_BATCH,
                                Integer.toString(DEAD_LETTERS_LARGEST_BATCH),
                                IN_SYNC,
                                inSync)),
                new TopicPlan(
                        settings.runs(),
                        1,
                        replicas,
                        Map.of(
                                CLEANUP,
                                COMPACT_AND_DELETE,
                                RETENTION,
                                Long.toString(runsRetention.toMillis()),
                                TIMESTAMPS,
                                BY_THE_BROKER,
                                TopicConfig.SEGMENT_MS_CONFIG,
                                Long.toString(RUNS_SEGMENT.toMillis()),
                                IN_SYNC,
                                inSync)),
                new TopicPlan(
                        settings.owners(),
                        1,
                        replicas,
                        Map.of(CLEANUP, TopicConfig.CLEANUP_POLICY_DELETE, RETENTION, WITHOUT_END, IN_SYNC, inSync)));
    }

    /** A majority from three replicas on, so that one broker may be down; with fewer a second copy can't be demanded. */
    static int inSyncReplicas(int replicas) {
        return replicas < 3 ? 1 : replicas / 2 + 1;
    }

    /**
     * What a topic of an older release lacks: a bound that it was made without. What an operator has set stays.
     *
     * @return configs to set; none where it is up to date
     */
    Map<String, String> missingBounds(TopicState state) {
        Map<String, String> missing = new TreeMap<>();
        if (configs.containsKey(BEHIND) && state.number(BEHIND) == Long.MAX_VALUE) {
            missing.put(BEHIND, configs.get(BEHIND));
        }
        if (configs.get(CLEANUP).equals(COMPACT_AND_DELETE)
                && TopicConfig.CLEANUP_POLICY_COMPACT.equals(state.configs().get(CLEANUP))) {
            missing.putAll(cleanup());
        }
        return missing;
    }

    /** How old records go: the policy, and what it is meaningless without. */
    Map<String, String> cleanup() {
        return configs.get(CLEANUP).equals(COMPACT_AND_DELETE) ? only(CLEANUP, RETENTION, TIMESTAMPS) : only(CLEANUP);
    }

    /** The same with room for records of so many bytes and the headers of a dead letter, if it had less. */
    TopicPlan withRoomFor(long bytes) {
        Map<String, String> roomy = new TreeMap<>(configs);
        roomy.computeIfPresent(
                LARGEST_BATCH, (config, limit) -> Long.parseLong(limit) > bytes ? limit : Long.toString(2 * bytes));
        return new TopicPlan(name, partitions, replicas, roomy);
    }

    /** How large a batch may be. */
    Map<String, String> limit() {
        return only(LARGEST_BATCH);
    }

    private Map<String, String> only(String... names) {
        Map<String, String> some = new TreeMap<>(configs);
        some.keySet().retainAll(Set.of(names));
        return some;
    }

    NewTopic newTopic() {
        return new NewTopic(name, partitions, (short) replicas).configs(configs);
    }
}
