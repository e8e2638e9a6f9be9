package io.userautomation.schemainit.kafka;

import java.util.Map;

/**
 * What differs in a topic, and what would mend it.
 *
 * @param topic its name
 * @param sentence for a person; ends with what to do
 * @param partitions how many it is to have; 0 to leave them
 * @param configs to set; none to leave them
 */
record TopicDifference(String topic, String sentence, int partitions, Map<String, String> configs) {

    static TopicDifference ofPartitions(String topic, String sentence, int partitions) {
        return new TopicDifference(topic, sentence, partitions, Map.of());
    }

    static TopicDifference ofConfigs(String topic, String sentence, Map<String, String> configs) {
        return new TopicDifference(topic, sentence, 0, configs);
    }

    /** What an operator has to decide. */
    static TopicDifference beyondRepair(String topic, String sentence) {
        return new TopicDifference(topic, sentence, 0, Map.of());
    }
}
