package io.userautomation.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class RefusedRecordsTest {

    private static final RunManifest RUN = RunManifest.open(
            new RunId("run-1"),
            1,
            "seed",
            new RunRequest(1L, null, null, 1, List.of(), "1.4"),
            Instant.EPOCH,
            Map.of(0, 0L));

    private final Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();

    @Test
    void should_count_a_record_that_is_not_valid_for_all_sinks() {
        // given
        deadLetter("users_created", "run-1", "2", "17", DeadLetterHeaders.STAGE_VALIDATE);

        // then
        assertThat(read()).contains(new RefusedRecord(2, 17, null));
    }

    @Test
    void should_count_a_record_that_one_sink_refused_for_that_one() {
        // given
        deadLetter("users_created", "run-1", "2", "17", DeadLetterHeaders.STAGE_STORE);
        header(DeadLetterHeaders.SINK, "postgres");

        // then
        assertThat(read()).contains(new RefusedRecord(2, 17, "postgres"));
    }

    @Test
    void should_not_count_a_refusal_by_a_store_that_the_run_is_not_to_reach() {
        // given
        deadLetter("users_created", "run-1", "0", "17", DeadLetterHeaders.STAGE_STORE);
        header(DeadLetterHeaders.SINK, "tape");
        RefusedRecords refused =
                new RefusedRecords(new RunRange(Map.of(0, new Span(10, 20, 0, 30))), List.of("cassandra", "postgres"));

        // when
        refused.add(read().orElseThrow());

        // then
        assertThat(refused.has("cassandra", 0, 17)).isFalse();
        assertThat(refused.has("postgres", 0, 17)).isFalse();
    }

    @Test
    void should_not_count_a_refusal_by_one_store_that_names_none() {
        // given
        deadLetter("users_created", "run-1", "2", "17", DeadLetterHeaders.STAGE_STORE);

        // then
        assertThat(read()).isEmpty();
    }

    @Test
    void should_not_count_what_the_producer_refused() {
        // given
        header(RecordHeaders.RUN_ID, "run-1");
        header(DeadLetterHeaders.STAGE, DeadLetterHeaders.STAGE_PUBLISH);

        // then
        assertThat(read()).isEmpty();
    }

    @Test
    void should_not_count_another_topic_s_another_run_s_or_a_placeless_record() {
        deadLetter("other", "run-1", "2", "17", DeadLetterHeaders.STAGE_VALIDATE);
        assertThat(read()).isEmpty();
        deadLetter("users_created", "run-2", "2", "17", DeadLetterHeaders.STAGE_VALIDATE);
        assertThat(read()).isEmpty();
        deadLetter("users_created", "run-1", "2", "?", DeadLetterHeaders.STAGE_VALIDATE);
        assertThat(read()).isEmpty();
    }

    @Test
    void should_find_a_record_by_its_place_however_often_it_was_refused() {
        // given
        RefusedRecords refused =
                new RefusedRecords(new RunRange(Map.of(0, new Span(10, 20, 0, 30))), List.of("cassandra", "postgres"));

        // when
        refused.add(new RefusedRecord(0, 12, "postgres"));
        refused.add(new RefusedRecord(0, 12, "postgres"));
        refused.add(new RefusedRecord(0, 13, null));

        // then
        assertThat(refused.has("postgres", 0, 12)).isTrue();
        assertThat(refused.has("cassandra", 0, 12)).isFalse();
        assertThat(refused.has("cassandra", 0, 13)).isTrue();
        assertThat(refused.has("postgres", 0, 14)).isFalse();
    }

    @Test
    void should_leave_out_what_lies_outside_of_the_run() {
        // given
        RefusedRecords refused =
                new RefusedRecords(new RunRange(Map.of(0, new Span(10, 20, 0, 30))), List.of("cassandra", "postgres"));

        // when
        refused.add(new RefusedRecord(0, 9, null));
        refused.add(new RefusedRecord(0, 20, null));
        refused.add(new RefusedRecord(1, 12, null));

        // then
        assertThat(refused.has("cassandra", 0, 10)).isFalse();
        assertThat(refused.has("cassandra", 0, 12)).isFalse();
        assertThat(refused.has("cassandra", 0, 19)).isFalse();
    }

    @Test
    void should_count_for_whatever_run_where_none_is_asked_for() {
        deadLetter("users_created", "run-2", "0", "12", DeadLetterHeaders.STAGE_VALIDATE);

        assertThat(read()).isEmpty();
        assertThat(RefusedRecord.of(headers, "users_created", Subject.since(Instant.EPOCH)))
                .contains(new RefusedRecord(0, 12, null));
    }

    private Optional<RefusedRecord> read() {
        return RefusedRecord.of(headers, "users_created", Subject.of(RUN));
    }

    private void deadLetter(String topic, String runId, String partition, String offset, String stage) {
        header(DeadLetterHeaders.TOPIC, topic);
        header(RecordHeaders.RUN_ID, runId);
        header(DeadLetterHeaders.PARTITION, partition);
        header(DeadLetterHeaders.OFFSET, offset);
        header(DeadLetterHeaders.STAGE, stage);
    }

    private void header(String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
