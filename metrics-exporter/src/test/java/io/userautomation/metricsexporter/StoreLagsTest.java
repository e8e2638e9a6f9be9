package io.userautomation.metricsexporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreLagsTest {

    private static final String TOPIC = "users_created";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
    private static final long NOW = 100_000;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = new HashMap<>();
    private final StoreLags lags = new StoreLags(
            consumer, group -> committed.getOrDefault(group, Map.of()), TOPIC, Duration.ofMillis(300), () -> NOW);

    @BeforeEach
    void layTopic() {
        consumer.updatePartitions(TOPIC, List.of(info(0), info(1)));
        consumer.updateBeginningOffsets(Map.of(FIRST, 5L, SECOND, 0L));
        consumer.updateEndOffsets(Map.of(FIRST, 20L, SECOND, 10L));
    }

    @Test
    void should_count_what_is_unread_and_how_old_its_oldest_record_is() throws Exception {
        // given
        commit("postgres", Map.of(FIRST, 17L, SECOND, 9L));
        onPoll(List.of(record(FIRST, 17, 60_000), record(FIRST, 18, 1_000), record(SECOND, 9, 40_000)));
        // then
        assertThat(lags.of(List.of("postgres"))).containsOnly(Map.entry("postgres", new Lag(4, 60)));
    }

    @Test
    void should_look_at_the_oldest_record_of_each_store_and_each_time() throws Exception {
        // given
        commit("cassandra", Map.of(FIRST, 18L, SECOND, 10L));
        commit("postgres", Map.of(FIRST, 19L, SECOND, 10L));
        onPoll(List.of(record(FIRST, 18, 70_000), record(FIRST, 19, 80_000)));
        onPoll(List.of(record(FIRST, 19, 80_000)));
        // when
        Map<String, Lag> first = lags.of(List.of("cassandra", "postgres"));
        onPoll(List.of(record(FIRST, 18, 70_000)));
        Map<String, Lag> again = lags.of(List.of("cassandra"));
        // then
        assertThat(first).containsOnly(Map.entry("cassandra", new Lag(2, 30)), Map.entry("postgres", new Lag(1, 20)));
        assertThat(again).containsOnly(Map.entry("cassandra", new Lag(2, 30)));
    }

    @Test
    void should_say_of_a_store_that_has_all_that_nothing_is_late() throws Exception {
        // given
        commit("postgres", Map.of(FIRST, 20L, SECOND, 12L));
        // then
        assertThat(lags.of(List.of("postgres"))).containsOnly(Map.entry("postgres", new Lag(0, 0)));
    }

    @Test
    void should_know_no_lag_of_a_store_that_has_never_committed() throws Exception {
        // given
        commit("cassandra", Map.of(new TopicPartition("another", 0), 3L));
        // then
        assertThat(lags.of(List.of("cassandra", "postgres")))
                .containsOnly(Map.entry("cassandra", Lag.UNKNOWN), Map.entry("postgres", Lag.UNKNOWN));
    }

    @Test
    void should_count_a_new_partition_whole_and_of_an_old_one_only_what_is_left() throws Exception {
        // given
        commit("postgres", Map.of(FIRST, 2L));
        onPoll(List.of(record(FIRST, 5, 90_000), record(SECOND, 0, 95_000)));
        // then
        assertThat(lags.of(List.of("postgres"))).containsOnly(Map.entry("postgres", new Lag(15 + 10, 10)));
    }

    @Test
    void should_take_a_record_from_the_future_as_just_published() throws Exception {
        // given
        commit("postgres", Map.of(FIRST, 19L, SECOND, 10L));
        onPoll(List.of(record(FIRST, 19, NOW + 5_000)));
        // then
        assertThat(lags.of(List.of("postgres"))).containsOnly(Map.entry("postgres", new Lag(1, 0)));
    }

    @Test
    void should_give_up_where_the_brokers_give_no_record() {
        // given
        commit("postgres", Map.of(FIRST, 19L, SECOND, 10L));
        // then
        assertThatThrownBy(() -> lags.of(List.of("postgres"))).isInstanceOf(TimeoutException.class);
    }

    private void commit(String store, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> ofGroup = new HashMap<>();
        offsets.forEach((partition, offset) -> ofGroup.put(partition, new OffsetAndMetadata(offset)));
        committed.put("user_automation." + store, ofGroup);
    }

    private void onPoll(List<ConsumerRecord<byte[], byte[]>> records) {
        consumer.schedulePollTask(() -> records.forEach(consumer::addRecord));
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset, long timestamp) {
        return new ConsumerRecord<>(
                TOPIC,
                partition.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                0,
                0,
                null,
                new byte[0],
                new RecordHeaders(),
                Optional.empty());
    }

    private static PartitionInfo info(int partition) {
        return new PartitionInfo(TOPIC, partition, null, null, null);
    }
}
