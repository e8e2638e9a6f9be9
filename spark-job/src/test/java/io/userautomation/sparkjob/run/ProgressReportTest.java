package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressReportTest {

    private final List<Boolean> health = new ArrayList<>();
    private final Map<String, Optional<Long>> lags = new HashMap<>();
    private final AtomicLong nanos = new AtomicLong();

    private final ProgressReport report = new ProgressReport(
            partitions -> Map.of(),
            new PublishedOffsets((group, offsets) -> {}, System::nanoTime, warning -> {}),
            new RetentionWatch(Optional.empty(), Instant::now, warning -> {}),
            "users",
            100,
            health::add,
            (query, lag) -> lags.put(query, lag),
            nanos::get);

    @Test
    void should_say_of_a_dead_query_that_it_is_down_and_why_and_nothing_of_a_lag() {
        QueryRun dead = run((start, closed) -> {
            throw new TaskException(ExitStatus.FAILED, "PostgreSQL at h:5432 is away, for 30 s now");
        });
        assertThatThrownBy(() -> dead.run(new CountDownLatch(1))).isInstanceOf(TaskException.class);

        assertThat(report.line(dead, Optional.of(Map.of(0, 100L))))
                .startsWith("Progress query=postgres stored=7 dead_lettered=1 batches=2 lag=unknown down_seconds=0")
                .contains("failures=1 reason=PostgreSQL at h:5432 is away, for 30 s now");
    }

    @Test
    void should_say_of_a_query_that_has_not_read_yet_that_its_lag_is_unknown() {
        assertThat(report.line(run((start, closed) -> {}), Optional.of(Map.of(0, 100L))))
                .isEqualTo("Progress query=postgres stored=7 dead_lettered=1 batches=2 lag=unknown");
    }

    @Test
    void should_call_a_stream_well_only_while_all_of_its_queries_run() throws Exception {
        FakeQuery query = new FakeQuery("postgres", (start, closed) -> {});
        QueryRun streaming = new QueryRun(query, (failure, down) -> false, System::nanoTime, millis -> {});
        QueryRun dead = run((start, closed) -> {
            throw new TaskException(ExitStatus.FAILED, "away");
        });
        assertThatThrownBy(() -> dead.run(new CountDownLatch(1))).isInstanceOf(TaskException.class);

        tellAfterAWhile(streaming);
        query.streamsSince(0);
        tellAfterAWhile(streaming);
        query.goThroughEmptyBatch();
        tellAfterAWhile(streaming);
        tellAfterAWhile(streaming, dead);

        assertThat(health).containsExactly(false, false, true, false);
    }

    @Test
    void should_say_soon_that_a_stream_is_well_for_the_first_time_and_then_seldom() throws Exception {
        FakeQuery query = new FakeQuery("postgres", (start, closed) -> {});
        QueryRun streaming = new QueryRun(query, (failure, down) -> false, System::nanoTime, millis -> {});
        query.streamsSince(0);
        query.goThroughEmptyBatch();

        tellAfter(Duration.ofMillis(400), streaming);
        assertThat(health).isEmpty();
        tellAfter(Duration.ofMillis(200), streaming);
        assertThat(health).containsExactly(true);
        tellAfter(Duration.ofMillis(600), streaming);
        assertThat(health).containsExactly(true);
        tellAfter(Duration.ofSeconds(5), streaming);
        assertThat(health).containsExactly(true, true);
    }

    @Test
    void should_tell_whoever_listens_of_a_lag_that_is_not_known() throws Exception {
        // given
        QueryRun fresh = run((start, closed) -> {});
        // when
        tellAfterAWhile(fresh);
        // then
        assertThat(lags).containsOnly(Map.entry("postgres", Optional.empty()));
    }

    @Test
    void should_call_a_query_well_that_is_not_far_behind() {
        Optional<Map<Integer, Long>> committed = Optional.of(Map.of(0, 10L, 1, 20L));

        assertThat(ProgressReport.keepsUp(committed, Optional.of(Map.of(0, 60L, 1, 70L)), 100))
                .isTrue();
        assertThat(ProgressReport.keepsUp(committed, Optional.of(Map.of(0, 60L, 1, 71L)), 100))
                .isFalse();
        assertThat(ProgressReport.keepsUp(committed, Optional.empty(), 100)).isFalse();
        assertThat(ProgressReport.keepsUp(Optional.empty(), Optional.empty(), 100))
                .isTrue();
    }

    @Test
    void should_let_the_file_of_a_stream_that_is_not_well_grow_old(@TempDir Path folder) throws IOException {
        HealthFile file = new HealthFile(folder);

        file.renew(false);
        assertThat(folder).isEmptyDirectory();
        file.renew(true);
        assertThat(folder.resolve("stream-healthy")).isNotEmptyFile();
    }

    private void tellAfterAWhile(QueryRun... queries) throws InterruptedException {
        tellAfter(Duration.ofMinutes(1), queries);
    }

    private void tellAfter(Duration time, QueryRun... queries) throws InterruptedException {
        nanos.addAndGet(time.toNanos());
        report.tell(List.of(queries));
    }

    private static QueryRun run(FakeQuery.Work work) {
        return new QueryRun(new FakeQuery("postgres", work), (failure, down) -> false, System::nanoTime, millis -> {});
    }
}
