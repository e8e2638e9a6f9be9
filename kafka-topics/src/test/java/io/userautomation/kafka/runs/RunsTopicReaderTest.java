package io.userautomation.kafka.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.AuditVerdict;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.RunSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunsTopicReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition("users_created.runs", 0);
    private static final RunId RUN = new RunId("manual__1");
    private static final RunManifest OPEN = RunManifest.open(
            RUN, 1, "seed", new RunRequest(10L, null, null, 10, List.of(), "1.4"), Instant.EPOCH, Map.of(0, 0L));
    private static final RunManifest CLOSED =
            OPEN.close(Instant.EPOCH, Map.of(0, 10L), RunOutcome.COMPLETED, PublishCounts.NONE);

    private final MockConsumer<String, String> consumer = new MockConsumer<>(OffsetResetStrategy.EARLIEST);
    private final RunsTopicReader reader = new RunsTopicReader(consumer, PARTITION.topic(), Duration.ofMillis(500));
    private long next;

    @BeforeEach
    void topic() {
        consumer.updatePartitions(
                PARTITION.topic(), List.of(new PartitionInfo(PARTITION.topic(), 0, null, null, null)));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, 0L));
        reader.refresh();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"state\":\"OPEN\"", "\"opened_at\":\"1970-01-01T00:00:00Z\"", "\"run_id\":\"manual__1\""})
    void should_leave_out_a_manifest_that_lacks_what_every_one_has(String component) {
        write("manual__1", RunJson.write(OPEN));
        String without = RunJson.write(CLOSED.close(Instant.EPOCH, Map.of(), RunOutcome.FAILED, PublishCounts.NONE))
                .replace("CLOSED", "OPEN")
                .replace(component, component.substring(0, component.indexOf(':')) + ":null");
        write("manual__1", without);
        write("manual__2", without);

        reader.refresh();

        assertThat(reader.run(RUN).manifest()).isEqualTo(OPEN);
        assertThat(reader.latest()).contains(RUN);
    }

    @Test
    void should_gather_all_that_the_topic_says_of_a_run() {
        write("manual__1", RunJson.write(OPEN));
        write("manual__1/publish/a", """
                {"run_id":"manual__1","epoch":1,"attempt":"a","state":"COMPLETED",
                "counts":{"fetched":10,"published":10,"rejected":0,"short_of":0},"at":"2026-11-21T00:00:00Z"}""");
        write("manual__1/stored/postgres", """
                {"run_id":"manual__1","sink":"postgres","stored":10,"dead_lettered":0,"latency_p50_millis":1,
                "latency_p95_millis":2,"latency_max_millis":3,"histogram":""}""");
        write("manual__10", RunJson.write(CLOSED).replace("manual__1", "manual__10"));

        RunSnapshot run = reader.refresh().run(RUN);

        assertThat(run.isClosed()).isFalse();
        assertThat(run.bestAttempt())
                .hasValueSatisfying(attempt -> assertThat(attempt.state()).isEqualTo(PublishState.COMPLETED));
        assertThat(run.report("postgres"))
                .hasValueSatisfying(report -> assertThat(report.stored()).isEqualTo(10));
        assertThat(run.report("cassandra")).isEmpty();
    }

    @Test
    void should_know_the_last_audit_of_a_run() {
        // given
        write("manual__1", RunJson.write(CLOSED));
        write("manual__1/audited", RunJson.write(audit(AuditVerdict.NOT_PROVEN, 2)));
        write("manual__1/audited", RunJson.write(audit(AuditVerdict.PROVEN, 0)));
        write("manual__2/audited", RunJson.write(audit(AuditVerdict.NOT_PROVEN, 1)));
        // when
        reader.refresh();
        // then
        assertThat(reader.audit(RUN)).contains(audit(AuditVerdict.PROVEN, 0));
        assertThat(reader.audit(new RunId("manual__2")))
                .as("under another run's key")
                .isEmpty();
        assertThat(reader.run(RUN).isClosed()).isTrue();
        assertThat(reader.lastProven()).contains(Instant.EPOCH);
    }

    @Test
    void should_know_no_audit_of_a_run_that_an_older_release_audited() {
        write("manual__1", RunJson.write(CLOSED));

        assertThat(reader.refresh().audit(RUN)).isEmpty();
    }

    /** What a reader does that knows no audits: it takes a key without a known ending for a manifest's. */
    @Test
    void should_write_audits_so_that_an_older_release_passes_them_over() {
        // given
        String written = RunJson.write(audit(AuditVerdict.PROVEN, 0));
        // then
        assertThat(RunJson.isOfLaterRelease(written)).isTrue();
        // when
        write("manual__1", RunJson.write(CLOSED));
        write("manual__1/unknown", written);
        // then
        assertThat(reader.refresh().run(RUN).isClosed()).isTrue();
        assertThat(reader.latest()).contains(RUN);
    }

    @Test
    void should_list_the_runs_that_were_opened_last() {
        // given
        for (int day = 1; day <= 4; day++) {
            RunManifest opened = RunManifest.open(
                    new RunId("run-" + day),
                    1,
                    "seed",
                    OPEN.request(),
                    Instant.EPOCH.plus(Duration.ofDays(day)),
                    Map.of());
            write("run-" + day, RunJson.write(opened));
        }
        // when
        write("run-4", RunJson.write(OPEN).replace("manual__1", "run-4").replace("OPEN", "SEALED"));
        // then
        assertThat(reader.refresh().latest(2))
                .extracting(run -> run.manifest().runId())
                .containsExactly("run-3", "run-2");
    }

    private static AuditReport audit(AuditVerdict verdict, long missing) {
        return AuditReport.of(CLOSED, verdict, 0, missing, 0, Instant.EPOCH);
    }

    @Test
    void should_read_on_where_the_last_refresh_ended() {
        write("manual__1", RunJson.write(OPEN));
        reader.refresh();
        write("manual__1", RunJson.write(CLOSED));

        assertThat(reader.refresh().run(RUN).isClosed()).isTrue();
    }

    @Test
    void should_keep_a_manifest_of_a_higher_epoch_against_a_late_write() {
        RunManifest second = RunManifest.open(
                RUN, 2, OPEN.seed(), OPEN.request(), Instant.EPOCH.plusSeconds(1), OPEN.startOffsets());
        write("manual__1", RunJson.write(second));
        write("manual__1", RunJson.write(CLOSED));

        assertThat(reader.refresh().run(RUN).manifest().epoch()).isEqualTo(2);
    }

    @Test
    void should_pass_over_what_is_none_of_ours() {
        write("manual__1", "not json");
        write(null, "{}");
        write("manual__1", RunJson.write(OPEN));

        assertThat(reader.refresh().run(RUN).manifest()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[]",
                "7",
                "{}",
                "null",
                "{\"run_id\":\"manual__1\"}",
                "{\"run_id\":\"manual__2\",\"state\":\"OPEN\"}",
                "{\"run_id\":\"manual__1\",\"epoch\":1e99}"
            })
    void should_leave_out_garbage_until_the_next_good_record(String garbage) {
        // given
        write("manual__1", RunJson.write(OPEN));
        write("manual__1", garbage);
        write("manual__1/publish/a", garbage);
        write("manual__1/stored/cassandra", garbage);

        // when
        RunSnapshot before = reader.refresh().run(RUN);
        write("manual__1", RunJson.write(CLOSED));
        RunSnapshot after = reader.refresh().run(RUN);

        // then
        assertThat(before.manifest()).isEqualTo(OPEN);
        assertThat(before.attempts()).isEmpty();
        assertThat(before.reports()).isEmpty();
        assertThat(after.isClosed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            "epoch":1      | "epoch":9223372036854775807
            "epoch":1      | "epoch":0
            "page_size":10 | "page_size":0
            "users":10     | "users":-1
            {"0":0}        | {"x":0}
            """)
    void should_leave_out_a_manifest_of_numbers_that_no_run_has(String ours, String wrong) {
        // given
        write("manual__1", RunJson.write(OPEN));
        assertThat(RunJson.write(CLOSED)).contains(ours);

        // when
        write("manual__1", RunJson.write(CLOSED).replace(ours, wrong));

        // then
        assertThat(reader.refresh().run(RUN).manifest()).isEqualTo(OPEN);
    }

    @Test
    void should_leave_out_what_is_of_another_run_than_its_key() {
        // given
        write("manual__1", RunJson.write(OPEN));
        write("manual__2", RunJson.write(CLOSED));
        write("manual__1/publish/a", beat("b", 1, 0));
        write("manual__1/stored/cassandra", """
                {"run_id":"manual__1","sink":"postgres","stored":10,"dead_lettered":0,"latency_p50_millis":1,
                "latency_p95_millis":2,"latency_max_millis":3,"histogram":""}""");

        // when
        RunSnapshot run = reader.refresh().run(RUN);

        // then
        assertThat(run.attempts()).isEmpty();
        assertThat(run.reports()).isEmpty();
        assertThat(reader.run(new RunId("manual__2")).manifest()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            {"run_id"             | {"format":2,"run_id"
            "state":"CLOSED"      | "state":"PAUSED"
            "outcome":"COMPLETED" | "outcome":"PARTIAL"
            """)
    void should_not_judge_a_run_of_a_later_release(String ours, String theirs) {
        // given
        write("manual__1", RunJson.write(OPEN));
        write("manual__2", RunJson.write(OPEN).replace("manual__1", "manual__2"));
        write("manual__1", RunJson.write(CLOSED).replace(ours, theirs));

        // when
        reader.refresh();

        // then
        assertThatThrownBy(() -> reader.run(RUN))
                .isInstanceOf(TaskException.class)
                .hasMessage(
                        "run manual__1 on topic users_created.runs is of a later release than this jar: go on with that"
                                + " release's jars")
                .returns(ExitStatus.BAD_SETTINGS, failure -> ((TaskException) failure).status());
        assertThat(reader.report(RUN, "cassandra")).isEmpty();
        assertThat(reader.run(new RunId("manual__2")).manifest()).isNotNull();
        write("manual__1", RunJson.write(CLOSED));
        assertThat(reader.refresh().run(RUN).isClosed()).isTrue();
    }

    @Test
    void should_understand_a_manifest_of_a_later_release_that_only_says_more() {
        // when
        write("manual__1", RunJson.write(OPEN).replace("{\"run_id\"", "{\"priority\":7,\"run_id\""));

        // then
        assertThat(reader.refresh().run(RUN).manifest()).isEqualTo(OPEN);
    }

    @Test
    void should_see_signs_of_life_in_the_order_of_the_topic_whatever_the_clocks_say() {
        // given
        write("manual__1", RunJson.write(OPEN));
        long opened = reader.refresh().run(RUN).signsOfLife();

        // when
        write("manual__1/publish/a", beat("a", 1, 100));
        long first = reader.refresh().run(RUN).signsOfLife();
        write("manual__1/publish/a", beat("a", 1, 50));
        long steppedBack = reader.refresh().run(RUN).signsOfLife();
        write("manual__1/publish/a", beat("a", 1, 50));
        long stoodStill = reader.refresh().run(RUN).signsOfLife();
        write("manual__1/publish/z", beat("z", 7, 999));
        write("manual__2/publish/a", beat("a", 1, 999).replace("manual__1", "manual__2"));
        long ofOthers = reader.refresh().run(RUN).signsOfLife();

        // then
        assertThat(List.of(opened, first, steppedBack, stoodStill)).isSorted().doesNotHaveDuplicates();
        assertThat(ofOthers).isEqualTo(stoodStill);
    }

    private static String beat(String attempt, long epoch, long second) {
        return RunJson.write(new PublishProgress(
                RUN.value(), epoch, attempt, PublishState.RUNNING, PublishCounts.NONE, Instant.ofEpochSecond(second)));
    }

    @Test
    void should_name_the_run_opened_last() {
        write("manual__1", RunJson.write(OPEN));
        write(
                "manual__2",
                RunJson.write(RunManifest.open(
                        new RunId("manual__2"), 1, "seed", OPEN.request(), Instant.EPOCH.plusSeconds(9), Map.of())));

        assertThat(reader.refresh().latest()).contains(new RunId("manual__2"));
    }

    @Test
    void should_say_that_the_topic_cannot_be_read_to_its_end() {
        consumer.updateEndOffsets(Map.of(PARTITION, 5L));

        assertThatThrownBy(reader::refresh)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("topic users_created.runs could not be read to its end");
    }

    private void write(String key, String value) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, next++, key, value));
        consumer.updateEndOffsets(Map.of(PARTITION, next));
    }
}
