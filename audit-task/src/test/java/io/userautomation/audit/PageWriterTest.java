package io.userautomation.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.commandline.Summary;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.runs.RunJson;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.Validation;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.model.runs.StoreReport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page itself; {@code target/run.html} is there to be looked at. */
class PageWriterTest {

    private static final Instant OPENED = Instant.parse("2026-11-21T09:30:00Z");
    private static final List<String> STORES = List.of("cassandra", "postgres");
    private static final List<String> COUNTRIES =
            List.of("United States", "Germany", "France", "Norway", "Brazil", "Iran", "Serbia", "United Kingdom");
    private static final List<String> FINDINGS = List.of(
            "2 users are missing in postgres: 0b5ad0a1-1111-4222-8333-444455556666, 0b5ad0a1-1111-4222-8333-444455557777",
            "postgres is behind: run store_users again (consumer group user_automation.postgres is 12 offsets short)");
    private static final int USERS = 10_000;
    private static final long MAX_PAGE_BYTES = 1_000_000;

    private final Random random = new Random(7);
    private final Summary summary = new Summary();

    @TempDir
    private Path folder;

    @Test
    void should_write_a_page_of_one_file_that_fetches_nothing() throws IOException {
        // when
        String page = page(Path.of("target", "run.html"), List.of());

        // then
        assertThat(page)
                .contains("Chart.js v", "default-src 'none'", "is proven: each of its 10,000 users", "\"missing\":0")
                .contains("\"United Kingdom\"", "\"stored in postgres\"", "\"step_seconds\":", "\"30–39\"")
                .doesNotContain("@@", " src=", "<link", "@import");
        assertThat(data(page)).doesNotContain("NaN", "Infinity");
        assertThat(page.getBytes(UTF_8).length).isLessThan((int) MAX_PAGE_BYTES);
        assertThat(summary.toJson().get("report").getAsString()).endsWith("run.html");
    }

    @Test
    void should_say_what_keeps_a_run_from_being_proven() throws IOException {
        assertThat(page(Path.of("target", "run-not-proven.html"), FINDINGS))
                .contains(
                        "is not proven, for 2 reasons.",
                        "\"state\":\"not_proven\"",
                        "0b5ad0a1-1111-4222-8333-444455556666");
    }

    @Test
    void should_hold_hostile_texts_as_texts_and_nothing_of_any_user() throws IOException {
        // when
        String page = page(folder.resolve("page.html"), List.of("@@charts@@ </script><script>alert('owned')</script>"));

        // then
        assertThat(page).contains("@@charts@@ \\u003c/script\\u003e\\u003cscript\\u003ealert(\\u0027owned\\u0027)");
        assertThat(page.split("<script>", -1)).hasSize(3);
        assertThat(data(page))
                .doesNotContain(
                        "Nobody", "nobody@example.com", "Secret Street", "fox-of-nobody", "<svg", "secret-password");
    }

    @Test
    void should_write_what_is_known_of_a_run_that_is_still_open() throws IOException {
        // given
        RunManifest manifest = open();
        PublishProgress progress = new PublishProgress(
                "run-1", 1, "attempt", PublishState.RUNNING, new PublishCounts(70, 60, 10, 0), OPENED);
        RunSnapshot run = new RunSnapshot(manifest, List.of(progress), Map.of(), 1);
        PageWriter writer = writer(folder.resolve("open.html"));

        // when
        Optional<String> failure = writer.open(run, AuditSummary.open(manifest));

        // then
        assertThat(failure).isEmpty();
        assertThat(Files.readString(folder.resolve("open.html")))
                .contains(
                        "run-1 is still open: close-run has not run.",
                        "\"published\":60",
                        "\"state\":\"open\"",
                        "\"users\":null");
    }

    @Test
    void should_say_why_the_page_can_not_be_written() throws IOException {
        // given
        Path file = folder.resolve("gone/page.html");

        // when
        Optional<String> failure = write(file, List.of());

        // then
        assertThat(failure)
                .hasValueSatisfying(said -> assertThat(said).startsWith("the page can't be written to " + file + ": "));
        assertThat(summary.toJson().has("report")).isFalse();
    }

    private String page(Path file, List<String> findings) throws IOException {
        assertThat(write(file, findings)).isEmpty();
        return Files.readString(file);
    }

    private static String data(String page) {
        String line = page.substring(page.indexOf("const page = "));
        return line.substring(0, line.indexOf('\n'));
    }

    private Optional<String> write(Path file, List<String> findings) {
        RunManifest manifest = open().close(
                        OPENED.plusSeconds(26),
                        Map.of(0, (long) USERS),
                        RunOutcome.COMPLETED,
                        new PublishCounts(USERS + 3, USERS, 3, 0));
        StoredHistory history = StoredHistory.of(manifest, OPENED.toEpochMilli());
        Map<String, StoreReport> reports = new LinkedHashMap<>();
        STORES.forEach(store -> reports.put(store, reported(history, store)));
        RunSnapshot run = new RunSnapshot(manifest, List.of(), reports, 1);
        try (PageWriter writer = writer(file)) {
            see(writer.startOver(Subject.of(manifest)));
            long missing = findings.size();
            Map<String, StoreEvidence> stores = new LinkedHashMap<>();
            stores.put("cassandra", new StoreEvidence(USERS - 4, 4, 0, 0, List.of(), List.of()));
            stores.put("postgres", new StoreEvidence(USERS - 9 - missing, 9, missing, 0, List.of(), List.of()));
            Evidence evidence = new Evidence(USERS + 4, USERS, 9, missing, 0, List.of(), 0, 0, stores);
            Summary figures = AuditSummary.closed(run, evidence, Map.of(), findings.isEmpty());
            Optional<String> failure = writer.closed(run, history, evidence, findings, figures);
            if (failure.isEmpty()) {
                summary.with("report", figures.toJson().get("report").getAsString());
            }
            return failure;
        }
    }

    private static PageWriter writer(Path file) {
        return new PageWriter(
                file,
                AuditSettingsTest.settings(Map.of(
                        "RUN_ID", "run-1", "CASSANDRA_PASSWORD", "secret-password", "CASSANDRA_USERNAME", "audit")));
    }

    private static RunManifest open() {
        RunRequest request = new RunRequest((long) USERS, null, 500.0, 5_000, List.of("DE", "US"), "1.4");
        return RunManifest.open(new RunId("run-1"), 1, "seed", request, OPENED, Map.of(0, 0L))
                .reaching(STORES);
    }

    /** What the Spark job has said every second, the last of which counts. */
    private StoreReport reported(StoredHistory history, String store) {
        double slowness = store.equals("postgres") ? 1.6 : 1;
        Histogram latencies = new Histogram(3);
        StoreReport report = null;
        for (int second = 4; second <= 24; second++) {
            for (int i = 0; i < 500; i++) {
                latencies.recordValue((long) (slowness * (400 + Math.abs(random.nextGaussian()) * 900)));
            }
            report = report(store, 500L * (second - 4), latencies);
            history.add(new ConsumerRecord<>(
                    "runs",
                    0,
                    second,
                    OPENED.plusMillis(1_000L * second + random.nextInt(300)).toEpochMilli(),
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    ("run-1/stored/" + store).getBytes(UTF_8),
                    RunJson.write(report).getBytes(UTF_8),
                    new org.apache.kafka.common.header.internals.RecordHeaders(),
                    Optional.empty()));
        }
        return report;
    }

    private static StoreReport report(String store, long stored, Histogram latencies) {
        ByteBuffer buffer = ByteBuffer.allocate(latencies.getNeededByteBufferCapacity());
        byte[] encoded = Arrays.copyOf(buffer.array(), latencies.encodeIntoCompressedByteBuffer(buffer));
        return new StoreReport(
                "run-1",
                store,
                stored,
                0,
                latencies.getValueAtPercentile(50),
                latencies.getValueAtPercentile(95),
                latencies.getMaxValue(),
                Base64.getEncoder().encodeToString(encoded));
    }

    private void see(Onlooker onlooker) {
        for (int i = 0; i < USERS; i++) {
            long published = OPENED.plusMillis(2_000 + 2L * i).toEpochMilli();
            onlooker.sawRecord(new Validation.Valid(user(i)), published);
        }
        for (int i = 0; i < 4; i++) {
            onlooker.sawRecord(
                    new Validation.Invalid("dob is not an instant"),
                    OPENED.plusSeconds(5).toEpochMilli());
            onlooker.sawDeadLetter(deadLetter("dob is not an instant"));
        }
        for (int i = 0; i < 5; i++) {
            onlooker.sawDeadLetter(deadLetter("nobody@example.com <svg onload=alert(1)> is blank"));
        }
    }

    private UserRecord user(int i) {
        String country =
                i % 500 == 0 ? "<svg onload=alert(1)>" : COUNTRIES.get((int) Math.abs(3 * random.nextGaussian()) % 8);
        LocalDate born = LocalDate.of(1990, 1, 1).plusDays((long) (4_500 * random.nextGaussian()));
        String email = i < 12 ? "nobody@example.com" : "nobody" + i + "@example.com";
        return new UserRecord(
                new UUID(i, i).toString(),
                "Nobody" + i % 900,
                "Nobody" + i % 3_000,
                i % 2 == 0 ? "female" : "male",
                i % 17 + " Secret Street, Town, State, " + country,
                i % 50 == 0 ? null : Integer.toString(10_000 + i % 5_000),
                email,
                "fox-of-nobody-" + i,
                born + "T00:00:00Z",
                born.plusYears(12) + "T00:00:00Z",
                i % 300 == 0 ? "none" : "0171-" + i,
                "https://example.com/" + i % 97 + ".jpg");
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String message) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("dlq", 0, 1, new byte[0], new byte[0]);
        record.headers()
                .add(RecordHeaders.RUN_ID, "run-1".getBytes(UTF_8))
                .add(DeadLetterHeaders.STAGE, DeadLetterHeaders.STAGE_VALIDATE.getBytes(UTF_8))
                .add(DeadLetterHeaders.EXCEPTION_CLASS, "io.userautomation.model.record.Refusal".getBytes(UTF_8))
                .add(DeadLetterHeaders.EXCEPTION_MESSAGE, message.getBytes(UTF_8));
        return record;
    }
}
