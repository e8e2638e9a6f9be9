package io.userautomation.schemainit.kafka;

import static io.userautomation.schemainit.kafka.TopicPlan.AHEAD;
import static io.userautomation.schemainit.kafka.TopicPlan.CLEANUP;
import static io.userautomation.schemainit.kafka.TopicPlan.IN_SYNC;
import static io.userautomation.schemainit.kafka.TopicPlan.LARGEST_BATCH;

import io.userautomation.kafka.settings.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What keeps an existing topic from being used. More partitions, more replicas, another retention are adopted as they
 * are; what would lose records or block writers is a difference, and the sentence holds the command that mends it.
 */
final class TopicDifferences {

    private final String bootstrapServers;

    TopicDifferences(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** A sentence for each difference. */
    List<String> between(TopicPlan plan, TopicState state) {
        List<String> sentences = new ArrayList<>();
        String name = plan.name();
        if (state.partitions() < plan.partitions()) {
            sentences.add(("topic %s has %d partition(s), %s asks for %d: run kafka-topics.sh --bootstrap-server %s"
                            + " --alter --topic %s --partitions %d, or set %s=%d")
                    .formatted(
                            name,
                            state.partitions(),
                            TopicSettings.PARTITIONS.variable(),
                            plan.partitions(),
                            bootstrapServers,
                            name,
                            plan.partitions(),
                            TopicSettings.PARTITIONS.variable(),
                            state.partitions()));
        }
        if (state.replicas() < plan.replicas()) {
            sentences.add(("topic %s has %d replica(s), %s asks for %d: move it with kafka-reassign-partitions.sh"
                            + " --bootstrap-server %s, or set %s=%d")
                    .formatted(
                            name,
                            state.replicas(),
                            TopicSettings.REPLICATION_FACTOR.variable(),
                            plan.replicas(),
                            bootstrapServers,
                            TopicSettings.REPLICATION_FACTOR.variable(),
                            state.replicas()));
        }
        String cleanup = plan.configs().get(CLEANUP);
        if (!policies(cleanup).equals(policies(state.configs().get(CLEANUP)))) {
            sentences.add("topic %s has %s=%s, expected %s: run %s"
                    .formatted(
                            name,
                            CLEANUP,
                            state.configs().get(CLEANUP),
                            cleanup,
                            alter(name, CLEANUP, cleanup.contains(",") ? "[" + cleanup + "]" : cleanup)));
        }
        if (state.number(IN_SYNC) > state.replicas()) {
            String mended = Integer.toString(TopicPlan.inSyncReplicas(state.replicas()));
            sentences.add("topic %s has %s=%d but %d replica(s), so no write can succeed: run %s"
                    .formatted(name, IN_SYNC, state.number(IN_SYNC), state.replicas(), alter(name, IN_SYNC, mended)));
        }
        String ahead = plan.configs().get(AHEAD);
        if (ahead != null && state.number(AHEAD) > Long.parseLong(ahead)) {
            sentences.add("topic %s has %s=%d, so a record from a clock that is ahead would win for that long: run %s"
                    .formatted(name, AHEAD, state.number(AHEAD), alter(name, AHEAD, ahead)));
        }
        return sentences;
    }

    /** The dead letters must take any record of the users topic, with headers on top; else one blocks the stream. */
    List<String> betweenLimits(TopicPlan users, TopicState usersState, TopicPlan deadLetters, TopicState deadState) {
        long needed = usersState.number(LARGEST_BATCH);
        long taken = deadState.number(LARGEST_BATCH);
        if (taken > needed) {
            return List.of();
        }
        String roomy = Long.toString(
                Math.max(2 * needed, Long.parseLong(deadLetters.configs().get(LARGEST_BATCH))));
        return List.of("topic %s has %s=%d, expected more than the %d of topic %s, whose records it must take: run %s"
                .formatted(
                        deadLetters.name(),
                        LARGEST_BATCH,
                        taken,
                        needed,
                        users.name(),
                        alter(deadLetters.name(), LARGEST_BATCH, roomy)));
    }

    private static Set<String> policies(String cleanup) {
        return cleanup == null ? Set.of() : Set.of(cleanup.split(","));
    }

    private String alter(String topic, String config, String value) {
        return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
                .formatted(bootstrapServers, topic, config, value);
    }
}
