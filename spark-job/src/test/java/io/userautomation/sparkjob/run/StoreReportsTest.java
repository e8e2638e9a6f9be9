package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreReportsTest {

    private final Map<String, StoreReport> topic = new HashMap<>();

    @Test
    void should_merge_the_parts_of_a_batch() throws Exception {
        reports().written(List.of(part("r1", 2, 10, 20), part("r1", 1, 90)));

        assertThat(topic.get("r1"))
                .returns(3L, StoreReport::stored)
                .returns("cassandra", StoreReport::sink)
                .returns(20L, StoreReport::latencyP50Millis)
                .returns(90L, StoreReport::latencyMaxMillis);
    }

    @Test
    void should_go_on_counting_where_an_earlier_job_ended() throws Exception {
        reports().written(List.of(part("r1", 1, 10)));

        reports().written(List.of(part("r1", 1, 70)));

        assertThat(topic.get("r1"))
                .returns(2L, StoreReport::stored)
                .returns(10L, StoreReport::latencyP50Millis)
                .returns(70L, StoreReport::latencyMaxMillis);
    }

    @Test
    void should_keep_runs_apart_and_report_on_none_without_a_proper_id() throws Exception {
        reports().written(List.of(part("r1", 1, 10), part("r2", 1, 20), part("", 1, 5), part("a/b", 1, 5)));

        assertThat(topic).containsOnlyKeys("r1", "r2");
    }

    @Test
    void should_report_on_no_run_that_nobody_has_opened() throws Exception {
        reports().written(List.of(part("unopened-1", 1, 10), part("r1", 1, 20), part("unopened-2", 1, 30)));

        assertThat(topic).containsOnlyKeys("r1");
    }

    @Test
    void should_store_on_when_a_report_cannot_be_written() throws Exception {
        StoreReports reports = new StoreReports("cassandra", runId -> true, runId -> Optional.empty(), report -> {
            throw new KafkaException("no brokers");
        });

        reports.written(List.of(part("r1", 1, 10)));

        assertThat(topic).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no Base64!", "AAAA", "HISTogramAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "CUT"})
    void should_count_anew_after_a_report_that_cannot_be_read(String histogram) throws Exception {
        // given
        reports().written(List.of(part("r1", 5, 10)));
        StoreReport good = topic.get("r1");
        String broken = histogram.equals("CUT") ? good.histogram().substring(0, 24) : histogram;
        topic.put("r1", new StoreReport("r1", "cassandra", 5, 0, 1, 1, 1, broken));

        // when
        reports().written(List.of(part("r1", 2, 70)));
        reports().written(List.of(part("r1", 1, 70)));

        // then
        assertThat(topic.get("r1")).returns(3L, StoreReport::stored).returns(70L, StoreReport::latencyMaxMillis);
    }

    private StoreReports reports() {
        return new StoreReports(
                "cassandra",
                runId -> !runId.value().startsWith("unopened"),
                runId -> Optional.ofNullable(topic.get(runId.value())),
                report -> topic.put(new RunId(report.runId()).value(), report));
    }

    private static Written part(String run, long stored, long... millis) {
        Histogram histogram = new Histogram(3);
        Arrays.stream(millis).forEach(histogram::recordValue);
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return new Written(Map.of(run, new RunCounts(stored, 0)), Map.of(run, Arrays.copyOf(buffer.array(), length)));
    }
}
