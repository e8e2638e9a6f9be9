package io.userautomation.sparkjob.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class UsersTopicTest {

    private static final String ADDRESS = "b1:9092,b2:9092";

    @Test
    void should_say_where_the_brokers_are_that_made_a_query_fail() {
        // given
        Exception failure = new IllegalStateException("query terminated", new TimeoutException("no node assigned"));
        // when
        Exception explained = UsersTopic.explained(failure, ADDRESS);
        // then
        assertThat(explained)
                .isInstanceOf(TaskException.class)
                .hasMessage("Kafka at b1:9092,b2:9092 failed: no node assigned")
                .hasCause(failure);
    }

    @Test
    void should_name_the_offsets_that_retention_has_taken() {
        // given
        Exception failure = new IllegalStateException(
                "query terminated",
                new OffsetOutOfRangeException(
                        "Fetch position {…} is out of range", Map.of(new TopicPartition("users", 3), 77L)));
        // when
        Exception explained = UsersTopic.explained(failure, ADDRESS);
        // then
        assertThat(explained)
                .isInstanceOf(TaskException.class)
                .hasMessageStartingWith(
                        "Kafka at b1:9092,b2:9092 no longer has what comes next (users-3 offset 77): retention")
                .hasMessageContaining("move the checkpoint's folder away")
                .hasCause(failure);
    }

    @Test
    void should_leave_a_sentence_of_ours_as_it_is_when_kafka_is_behind_it() {
        // given
        Exception failure = new IllegalStateException(
                "query terminated",
                new TaskException(ExitStatus.FAILED, "a sentence", new TimeoutException("no node assigned")));
        // when
        Exception explained = UsersTopic.explained(failure, ADDRESS);
        // then
        assertThat(explained).isSameAs(failure);
    }

    @Test
    void should_leave_a_failure_as_it_is_when_kafka_has_no_part_in_it() {
        // given
        Exception failure = new IllegalStateException("disk full");
        // when
        Exception explained = UsersTopic.explained(failure, ADDRESS);
        // then
        assertThat(explained).isSameAs(failure);
    }
}
