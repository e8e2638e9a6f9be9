package io.userautomation.kafka.deadletters;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.HeaderTexts;

/**
 * Which record a dead letter stands for.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 */
public record DeadLetterSource(String topic, int partition, long offset) {

    /** As {@code topic/partition/offset}. */
    public String inWords() {
        return topic + "/" + partition + "/" + offset;
    }

    /** Null where the headers name no record. */
    static DeadLetterSource of(HeaderTexts headers) {
        String topic = headers.text(DeadLetterHeaders.TOPIC);
        try {
            int partition = Integer.parseInt(String.valueOf(headers.text(DeadLetterHeaders.PARTITION)));
            long offset = Long.parseLong(String.valueOf(headers.text(DeadLetterHeaders.OFFSET)));
            return topic == null ? null : new DeadLetterSource(topic, partition, offset);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
