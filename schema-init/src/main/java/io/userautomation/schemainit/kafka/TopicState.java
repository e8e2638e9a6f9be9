package io.userautomation.schemainit.kafka;

import java.util.Map;

/**
 * A topic as it is.
 *
 * @param partitions how many
 * @param replicas of the partition that has the fewest
 * @param configs by name, as they are in effect
 */
record TopicState(int partitions, int replicas, Map<String, String> configs) {

    /** A config that is a number, 0 where the broker doesn't say. */
    long number(String config) {
        return Long.parseLong(configs.getOrDefault(config, "0"));
    }
}
