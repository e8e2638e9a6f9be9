package io.userautomation.sparkjob.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.ownership.Ownership;
import io.userautomation.sparkjob.ownership.Position;
import io.userautomation.sparkjob.query.Totals;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a scrape shows of what the queries do. */
class ServedMetricsTest {

    private static final String PREFIX = "user_automation_stream_";

    private final Meters meters = new Meters(List.of("cassandra", "postgres"), List.of("dead_letters"));
    private final ServedMetrics metrics = ServedMetrics.start("127.0.0.1", 0, meters);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void should_show_every_combination_of_labels_from_the_start() throws Exception {
        assertThat(ours(scrape()).filter(line -> !line.contains("_bucket")))
                .containsExactlyInAnyOrder(
                        "batch_duration_seconds_count{query=\"cassandra\"} 0",
                        "batch_duration_seconds_count{query=\"dead_letters\"} 0",
                        "batch_duration_seconds_count{query=\"postgres\"} 0",
                        "batch_duration_seconds_sum{query=\"cassandra\"} 0.0",
                        "batch_duration_seconds_sum{query=\"dead_letters\"} 0.0",
                        "batch_duration_seconds_sum{query=\"postgres\"} 0.0",
                        "batch_records_count{query=\"cassandra\"} 0",
                        "batch_records_count{query=\"dead_letters\"} 0",
                        "batch_records_count{query=\"postgres\"} 0",
                        "batch_records_sum{query=\"cassandra\"} 0.0",
                        "batch_records_sum{query=\"dead_letters\"} 0.0",
                        "batch_records_sum{query=\"postgres\"} 0.0",
                        "dead_letters_total{query=\"cassandra\",reason=\"refused\"} 0.0",
                        "dead_letters_total{query=\"dead_letters\",reason=\"invalid\"} 0.0",
                        "dead_letters_total{query=\"postgres\",reason=\"refused\"} 0.0",
                        "lag_records{query=\"cassandra\"} NaN",
                        "lag_records{query=\"dead_letters\"} NaN",
                        "lag_records{query=\"postgres\"} NaN",
                        "outage{store=\"cassandra\"} 0.0",
                        "outage{store=\"postgres\"} 0.0",
                        "outages_total{store=\"cassandra\"} 0.0",
                        "outages_total{store=\"postgres\"} 0.0",
                        "owner{query=\"cassandra\"} 0.0",
                        "owner{query=\"dead_letters\"} 0.0",
                        "owner{query=\"postgres\"} 0.0",
                        "publish_to_stored_seconds_count{store=\"cassandra\"} 0",
                        "publish_to_stored_seconds_count{store=\"postgres\"} 0",
                        "publish_to_stored_seconds_sum{store=\"cassandra\"} 0.0",
                        "publish_to_stored_seconds_sum{store=\"postgres\"} 0.0",
                        "query_down{query=\"cassandra\"} 0.0",
                        "query_down{query=\"dead_letters\"} 0.0",
                        "query_down{query=\"postgres\"} 0.0",
                        "users_stored_total{store=\"cassandra\"} 0.0",
                        "users_stored_total{store=\"postgres\"} 0.0");
    }

    @Test
    void should_show_the_jvm() throws Exception {
        assertThat(scrape().lines())
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"} "))
                .anyMatch(line -> line.startsWith("process_start_time_seconds "));
    }

    @Test
    void should_count_what_the_queries_have_done() throws Exception {
        // given
        QueryState stored = new QueryState(new Totals(70, 2, 3), false, false);
        QueryState sorted = new QueryState(new Totals(0, 5, 1), false, false);
        // when
        metrics.state("postgres", stored);
        metrics.state("dead_letters", sorted);
        metrics.lag("postgres", Optional.of(12L));
        // then
        assertThat(ours(scrape()))
                .contains(
                        "users_stored_total{store=\"postgres\"} 70.0",
                        "users_stored_total{store=\"cassandra\"} 0.0",
                        "dead_letters_total{query=\"postgres\",reason=\"refused\"} 2.0",
                        "dead_letters_total{query=\"dead_letters\",reason=\"invalid\"} 5.0",
                        "lag_records{query=\"postgres\"} 12.0");
    }

    @Test
    void should_count_an_outage_once_however_often_it_is_told() throws Exception {
        // given
        QueryState well = new QueryState(Totals.NONE, false, false);
        QueryState waiting = new QueryState(Totals.NONE, false, true);
        QueryState down = new QueryState(Totals.NONE, true, true);
        // when
        List.of(well, waiting, waiting, down, well, waiting, down).forEach(state -> metrics.state("postgres", state));
        // then
        assertThat(ours(scrape()))
                .contains(
                        "outages_total{store=\"postgres\"} 2.0",
                        "outage{store=\"postgres\"} 1.0",
                        "query_down{query=\"postgres\"} 1.0",
                        "outages_total{store=\"cassandra\"} 0.0");
    }

    @Test
    void should_put_each_latency_of_each_run_into_its_bucket() throws Exception {
        // given
        Written ofTwoRuns = new Written(
                Map.of("run-1", new RunCounts(3, 0), "", new RunCounts(1, 0)),
                Map.of("run-1", latencies(90, 90, 700), "", latencies(7_200_000)));
        // when
        metrics.written("postgres", List.of(ofTwoRuns, new Written(Map.of(), Map.of())));
        // then
        String latency = "publish_to_stored_seconds_";
        assertThat(ours(scrape()))
                .contains(
                        latency + "bucket{store=\"postgres\",le=\"0.1\"} 2",
                        latency + "bucket{store=\"postgres\",le=\"0.5\"} 2",
                        latency + "bucket{store=\"postgres\",le=\"1.0\"} 3",
                        latency + "bucket{store=\"postgres\",le=\"3600.0\"} 3",
                        latency + "bucket{store=\"postgres\",le=\"+Inf\"} 4",
                        latency + "count{store=\"postgres\"} 4",
                        latency + "count{store=\"cassandra\"} 0");
        assertThat(ours(scrape()).filter(line -> line.contains("\"run-1\""))).isEmpty();
    }

    @Test
    void should_leave_out_batches_of_queries_that_it_does_not_know() throws Exception {
        // when
        meters.batch("postgres", 30, 400);
        meters.batch("somebody's", 30, 400);
        meters.batch(null, 30, 400);
        // then
        assertThat(ours(scrape()).filter(line -> line.matches("batch_(records|duration_seconds)_sum.*")))
                .contains(
                        "batch_records_sum{query=\"postgres\"} 30.0",
                        "batch_duration_seconds_sum{query=\"postgres\"} 0.4")
                .hasSize(6);
    }

    @Test
    void should_call_this_driver_owner_until_it_lets_go_or_has_lost_it() throws Exception {
        // given
        String owns = "owner{query=\"postgres\"} 1.0";
        String ownsNot = "owner{query=\"postgres\"} 0.0";
        FakeOwnership first = new FakeOwnership();
        FakeOwnership second = new FakeOwnership();
        // then
        Ownership mine = metrics.owned("postgres", first);
        assertThat(ours(scrape())).contains(owns);
        mine.close();
        assertThat(first.closed).isTrue();
        assertThat(ours(scrape())).contains(ownsNot);
        metrics.owned("postgres", second);
        assertThat(ours(scrape())).contains(owns);
        second.lost = true;
        assertThat(ours(scrape())).contains(ownsNot);
    }

    private String scrape() throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + metrics.port() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    /** The samples of the queries, without the prefix. */
    private static Stream<String> ours(String scraped) {
        return scraped.lines().filter(line -> line.startsWith(PREFIX)).map(line -> line.substring(PREFIX.length()));
    }

    private static byte[] latencies(long... millis) {
        Histogram histogram = new Histogram(3);
        for (long each : millis) {
            histogram.recordValue(each);
        }
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        return Arrays.copyOf(buffer.array(), histogram.encodeIntoCompressedByteBuffer(buffer));
    }

    private static final class FakeOwnership implements Ownership {

        private boolean lost;
        private boolean closed;

        @Override
        public void require() {
            if (lost) {
                throw new TaskException(ExitStatus.FAILED, "another driver may own it");
            }
        }

        @Override
        public Map<Integer, Position> positions() {
            return Map.of();
        }

        @Override
        public void commit(long batch, Map<Integer, Long> offsets, Map<Integer, RecordMark> marks) {}

        @Override
        public void forget() {}

        @Override
        public void close() {
            closed = true;
        }
    }
}
