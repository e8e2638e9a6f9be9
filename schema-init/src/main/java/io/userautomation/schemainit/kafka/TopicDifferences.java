package io.userautomation.schemainit.kafka;

import static io.userautomation.schemainit.kafka.TopicPlan.AHEAD;
import static io.userautomation.schemainit.kafka.TopicPlan.CLEANUP;
import static io.userautomation.schemainit.kafka.TopicPlan.IN_SYNC;
import static io.userautomation.schemainit.kafka.TopicPlan.LARGEST_BATCH;

import io.userautomation.kafka.settings.TopicSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What keeps an existing topic from being used. More partitions, more replicas, another retention are adopted as they
 * are; what would lose records or block writers is a difference. Its sentence names no tool of Kafka's: each
 * distribution calls them otherwise, and the local servers have none.
 */
final class TopicDifferences {

    private TopicDifferences() {}

    /** Each difference. */
    static List<TopicDifference> between(TopicPlan plan, TopicState state) {
        List<TopicDifference> differences = new ArrayList<>();
        String name = plan.name();
        if (state.partitions() < plan.partitions()) {
            String sentence =
                    "topic %s has %s partition(s), %s asks for %s: run schema-init --repair to add them, or set %s=%s"
                            .formatted(
                                    name,
                                    state.partitions(),
                                    TopicSettings.PARTITIONS.variable(),
                                    plan.partitions(),
                                    TopicSettings.PARTITIONS.variable(),
                                    state.partitions());
            differences.add(TopicDifference.ofPartitions(name, sentence, plan.partitions()));
        }
        if (state.replicas() < plan.replicas()) {
            differences.add(TopicDifference.beyondRepair(
                    name,
                    "topic %s has %s replica(s), %s asks for %s: give it more with Kafka's kafka-reassign-partitions, or set %s=%s"
                            .formatted(
                                    name,
                                    state.replicas(),
                                    TopicSettings.REPLICATION_FACTOR.variable(),
                                    plan.replicas(),
                                    TopicSettings.REPLICATION_FACTOR.variable(),
                                    state.replicas())));
        }
        String cleanup = plan.configs().get(CLEANUP);
        if (!policies(cleanup).equals(policies(state.configs().get(CLEANUP)))) {
            String found =
                    "%s=%s, expected %s".formatted(CLEANUP, state.configs().get(CLEANUP), cleanup);
            differences.add(config(name, found, plan.cleanup()));
        }
        if (state.number(IN_SYNC) > state.replicas()) {
            String found = "%s=%s but %s replica(s), so no write can succeed"
                    .formatted(IN_SYNC, state.number(IN_SYNC), state.replicas());
            differences.add(
                    config(name, found, Map.of(IN_SYNC, Integer.toString(TopicPlan.inSyncReplicas(state.replicas())))));
        }
        String ahead = plan.configs().get(AHEAD);
        if (ahead != null && state.number(AHEAD) > Long.parseLong(ahead)) {
            String found = "%s=%s, so a record from a clock that is ahead would win for that long"
                    .formatted(AHEAD, state.number(AHEAD));
            differences.add(config(name, found, Map.of(AHEAD, ahead)));
        }
        return differences;
    }

    /** The dead letters must take any record of the users topic, with headers on top; else one blocks the stream. */
    static List<TopicDifference> betweenLimits(
            TopicPlan users, TopicState usersState, TopicPlan deadLetters, TopicState deadState) {
        long needed = usersState.number(LARGEST_BATCH);
        long taken = deadState.number(LARGEST_BATCH);
        if (taken > needed) {
            return List.of();
        }
        String found = "%s=%s, expected more than the %s of topic %s, whose records it must take"
                .formatted(LARGEST_BATCH, taken, needed, users.name());
        return List.of(config(
                deadLetters.name(), found, deadLetters.withRoomFor(needed).limit()));
    }

    private static TopicDifference config(String topic, String found, Map<String, String> wanted) {
        String sentence = "topic %s has %s: run schema-init --repair to set %s"
                .formatted(
                        topic,
                        found,
                        wanted.entrySet().stream()
                                .map(config -> config.getKey() + "=" + config.getValue())
                                .sorted()
                                .collect(Collectors.joining(" and ")));
        return TopicDifference.ofConfigs(topic, sentence, wanted);
    }

    /** Who gets the first partition writes; whoever gets another one would wait for ever. */
    static List<TopicDifference> betweenOwners(TopicPlan owners, TopicState state) {
        if (state.partitions() <= owners.partitions()) {
            return List.of();
        }
        return List.of(TopicDifference.beyondRepair(
                owners.name(),
                ("topic %s has %s partitions, expected 1, which one driver holds at a time: stop the drivers, delete the"
                                + " topic, which holds no record, and run schema-init")
                        .formatted(owners.name(), state.partitions())));
    }

    private static Set<String> policies(String cleanup) {
        return cleanup == null ? Set.of() : Set.of(cleanup.split(","));
    }
}
