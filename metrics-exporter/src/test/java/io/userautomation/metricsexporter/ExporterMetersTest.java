package io.userautomation.metricsexporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.metrics.MetricsServer;
import io.userautomation.model.runs.ApiCalls;
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
import io.userautomation.model.runs.StoreReport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a scrape shows of what stands on Kafka. */
class ExporterMetersTest {

    private static final Instant OPENED = Instant.ofEpochSecond(1_000);
    private static final Instant CLOSED = Instant.ofEpochSecond(2_000);
    private static final RunManifest OPEN = RunManifest.open(
            new RunId("secret-name"),
            2,
            "seed",
            new RunRequest(50L, null, null, 10, List.of(), "1.4"),
            OPENED,
            Map.of(0, 0L));
    private static final RunManifest DONE =
            OPEN.close(CLOSED, Map.of(0, 48L), RunOutcome.COMPLETED, new PublishCounts(49, 48, 1, 1));

    private final ExporterMeters meters = new ExporterMeters(List.of("cassandra", "postgres"));

    @Test
    void should_show_every_combination_of_labels_before_anything_is_known() throws Exception {
        // when
        List<String> samples = samples().toList();
        // then
        assertThat(samples)
                .contains("kafka_up 0.0", "last_proven_timestamp_seconds 0.0")
                .contains("lag_records{store=\"cassandra\"} NaN", "lag_seconds{store=\"postgres\"} NaN");
        assertThat(samples.stream().filter(line -> line.startsWith("run_")))
                // Ten figures, four kinds of retries, those of two stores, three states and two verdicts of ten runs.
                .hasSize(10 * (10 + 4 + 2 * 2 + 3 + 2))
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    @Test
    void should_show_a_run_that_was_audited_under_its_place_and_not_its_name() throws Exception {
        // given
        RunSnapshot run = new RunSnapshot(DONE, List.of(), Map.of("postgres", report(47, 1)), 2);
        AuditReport audit = AuditReport.of(DONE, AuditVerdict.NOT_PROVEN, 1, 3, 4, CLOSED);
        // when
        meters.show(new Standing(
                true,
                Map.of("postgres", new Lag(7, 2.5)),
                List.of(new JudgedRun(snapshot(OPEN), Optional.empty()), new JudgedRun(run, Optional.of(audit))),
                Optional.of(Instant.ofEpochMilli(1_500_250)),
                new Bounds(604_800, 0.25, 3_000)));
        // then
        assertThat(samples())
                .contains(
                        "kafka_up 1.0",
                        "lag_records{store=\"postgres\"} 7.0",
                        "lag_seconds{store=\"postgres\"} 2.5",
                        "lag_records{store=\"cassandra\"} NaN",
                        "last_proven_timestamp_seconds 1500.25",
                        "users_topic_retention_seconds 604800.0",
                        "kafka_disk_usable_ratio 0.25",
                        "kafka_certificate_end_timestamp_seconds 3000.0",
                        "run_opened_timestamp_seconds{run=\"2\"} 1000.0",
                        "run_closed_timestamp_seconds{run=\"2\"} 2000.0",
                        "run_asked_for_users{run=\"2\"} 50.0",
                        "run_fetched_users{run=\"2\"} 49.0",
                        "run_published_users{run=\"2\"} 48.0",
                        "run_rejected_users{run=\"2\"} 1.0",
                        "run_short_of_users{run=\"2\"} 1.0",
                        "run_missing_users{run=\"2\"} 3.0",
                        "run_different_users{run=\"2\"} 4.0",
                        "run_stored_users{run=\"2\",store=\"postgres\"} 47.0",
                        "run_stored_users{run=\"2\",store=\"cassandra\"} 0.0",
                        "run_dead_lettered_users{run=\"2\",store=\"postgres\"} 1.0",
                        "run_state{run=\"1\",state=\"open\"} 1.0",
                        "run_state{run=\"2\",state=\"open\"} 0.0",
                        "run_state{run=\"2\",state=\"completed\"} 1.0",
                        "run_state{run=\"2\",state=\"failed\"} 0.0",
                        "run_state{run=\"3\",state=\"open\"} 0.0",
                        "run_verdict{run=\"2\",verdict=\"not_proven\"} 1.0",
                        "run_verdict{run=\"2\",verdict=\"proven\"} 0.0");
        assertThat(samples()).noneMatch(line -> line.contains("secret-name"));
    }

    @Test
    void should_count_of_an_open_run_what_its_best_attempt_has_published() throws Exception {
        // given
        PublishProgress attempt = new PublishProgress(
                "secret-name",
                2,
                "a",
                PublishState.RUNNING,
                new PublishCounts(30, 20, 0, 0),
                OPENED,
                new ApiCalls(9, 1, 0, 2, 0));
        PublishProgress ofOlderRelease = new PublishProgress(
                "secret-name", 2, "b", PublishState.FAILED, new PublishCounts(10, 10, 0, 0), OPENED);
        // when
        meters.show(standing(
                new JudgedRun(new RunSnapshot(OPEN, List.of(ofOlderRelease, attempt), Map.of(), 2), Optional.empty())));
        // then
        assertThat(samples())
                .contains("run_published_users{run=\"1\"} 20.0", "run_closed_timestamp_seconds{run=\"1\"} 0.0")
                .contains(
                        "run_api_requests{run=\"1\"} 9.0",
                        "run_api_retries{reason=\"throttled\",run=\"1\"} 1.0",
                        "run_api_retries{reason=\"server_error\",run=\"1\"} 0.0",
                        "run_api_retries{reason=\"unanswered\",run=\"1\"} 2.0");
    }

    @Test
    void should_take_no_verdict_of_an_epoch_that_no_longer_counts() throws Exception {
        // given
        AuditReport ofEpochOne = new AuditReport(2, "secret-name", 1, AuditVerdict.PROVEN, 0, 0, 0, CLOSED);
        // when
        meters.show(standing(new JudgedRun(snapshot(DONE), Optional.of(ofEpochOne))));
        // then
        assertThat(samples())
                .contains("run_verdict{run=\"1\",verdict=\"proven\"} 0.0")
                .contains("run_state{run=\"1\",state=\"completed\"} 1.0");
    }

    @Test
    void should_keep_what_a_run_was_while_kafka_does_not_answer_and_no_lag() throws Exception {
        // given
        Standing before = new Standing(
                true,
                Map.of("postgres", new Lag(7, 2.5)),
                List.of(new JudgedRun(snapshot(DONE), Optional.empty())),
                Optional.of(CLOSED),
                new Bounds(604_800, 0.25, 3_000));
        // when
        meters.show(before.unreached());
        // then
        assertThat(samples())
                .contains(
                        "kafka_up 0.0",
                        "lag_records{store=\"postgres\"} NaN",
                        "kafka_disk_usable_ratio NaN",
                        "run_published_users{run=\"1\"} 48.0",
                        "last_proven_timestamp_seconds 2000.0");
    }

    private Stream<String> samples() throws Exception {
        String prefix = "user_automation_";
        try (MetricsServer server = MetricsServer.start("127.0.0.1", 0, meters.registry(), "ADDRESS", "PORT")) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + "/metrics");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(prefix))
                    .map(line -> line.substring(prefix.length()));
        }
    }

    private static Standing standing(JudgedRun run) {
        return new Standing(true, Map.of(), List.of(run), Optional.empty(), Bounds.UNKNOWN);
    }

    private static RunSnapshot snapshot(RunManifest manifest) {
        return new RunSnapshot(manifest, List.of(), Map.of(), 1);
    }

    private static StoreReport report(long stored, long deadLettered) {
        return new StoreReport("secret-name", "postgres", stored, deadLettered, 1, 2, 3, "");
    }
}
