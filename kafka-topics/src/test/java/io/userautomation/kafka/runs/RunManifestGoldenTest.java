package io.userautomation.kafka.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.model.runs.ApiCalls;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.StoreReport;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pins the JSON on the runs topic. Compaction keeps manifests for ever, and an audit may ask for a run of last year:
 * what older builds wrote must still be read.
 */
class RunManifestGoldenTest {

    private static final RunManifest OPEN = RunManifest.open(
                    new RunId("scheduled__2026-11-21T00:00:00+00:00"),
                    2,
                    "quietharbour",
                    new RunRequest(10_000L, null, 2_000.0, 5_000, List.of("FR", "US"), "1.4"),
                    Instant.parse("2026-11-21T00:00:01.500Z"),
                    Map.of(0, 10L, 1, 0L, 10, 7L))
            .reaching(List.of("cassandra", "postgres"));

    @Test
    void should_write_an_open_manifest_as_it_always_was() throws IOException {
        assertThat(RunJson.write(OPEN)).isEqualTo(golden("run-manifest-open.golden.json"));
    }

    @Test
    void should_write_a_closed_manifest_as_it_always_was() throws IOException {
        assertThat(RunJson.write(closed())).isEqualTo(golden("run-manifest-closed.golden.json"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-manifest-open.golden.json", "run-manifest-closed.golden.json"})
    void should_read_what_was_written(String file) throws IOException {
        String json = golden(file);

        assertThat(RunJson.write(RunJson.read(json, RunManifest.class))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-manifest-open-of-0.1.golden.json", "run-manifest-closed-of-0.1.golden.json"})
    void should_read_a_manifest_that_names_no_stores_as_one_of_both(String file) throws IOException {
        RunManifest manifest = RunJson.read(golden(file), RunManifest.class);

        assertThat(manifest.stores()).isNull();
        assertThat(manifest.storesToReach()).containsExactly("cassandra", "postgres");
    }

    @Test
    void should_write_publish_progress_as_it_always_was() throws IOException {
        PublishProgress progress = new PublishProgress(
                "manual__1",
                1,
                "b4a9",
                PublishState.RUNNING,
                new PublishCounts(5_000, 4_990, 10, 0),
                Instant.parse("2026-11-21T00:00:10Z"),
                new ApiCalls(7, 1, 0, 2, 3));

        assertThat(RunJson.write(progress)).isEqualTo(golden("publish-progress.golden.json"));
        assertThat(RunJson.read(RunJson.write(progress), PublishProgress.class)).isEqualTo(progress);
    }

    @Test
    void should_read_publish_progress_of_before_calls_were_counted() throws IOException {
        PublishProgress progress = RunJson.read(golden("publish-progress-of-0.1.golden.json"), PublishProgress.class);

        assertThat(progress.api()).isNull();
        assertThat(progress.counts()).isEqualTo(new PublishCounts(5_000, 4_990, 10, 0));
    }

    @Test
    void should_read_a_store_report_of_before_there_was_a_99th_percentile() {
        String older = """
                {"run_id":"manual__1","sink":"cassandra","stored":4990,"dead_lettered":0,"latency_p50_millis":812,\
                "latency_p95_millis":1900,"latency_max_millis":2345,"histogram":"HISTFAAA"}""";

        assertThat(RunJson.read(older, StoreReport.class))
                .isEqualTo(new StoreReport("manual__1", "cassandra", 4_990, 0, 812, 1_900, 2_345, "HISTFAAA"));
    }

    @Test
    void should_write_a_store_report_as_it_always_was() throws IOException {
        StoreReport report = new StoreReport("manual__1", "cassandra", 4_990, 0, 812, 1_900, 2_345, "HISTFAAA", 2_300L);

        assertThat(RunJson.write(report)).isEqualTo(golden("store-report.golden.json"));
        assertThat(RunJson.read(RunJson.write(report), StoreReport.class)).isEqualTo(report);
    }

    @Test
    void should_prefer_the_higher_epoch_and_closed_over_open() {
        RunManifest reopened = RunManifest.open(
                new RunId(OPEN.runId()), 3, OPEN.seed(), OPEN.request(), OPEN.openedAt(), OPEN.startOffsets());

        assertThat(closed().supersedes(OPEN)).isTrue();
        assertThat(OPEN.supersedes(closed())).isFalse();
        assertThat(reopened.supersedes(closed())).isTrue();
        assertThat(OPEN.supersedes(null)).isTrue();
    }

    private static RunManifest closed() {
        return OPEN.close(
                Instant.parse("2026-11-21T00:01:00Z"),
                Map.of(0, 2_510L, 1, 2_500L, 10, 2_507L),
                RunOutcome.COMPLETED,
                new PublishCounts(10_000, 9_990, 10, 0));
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = RunManifestGoldenTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), UTF_8).strip();
        }
    }
}
