package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ProgressReportTest {

    private final ProgressReport report = new ProgressReport(
            partitions -> Map.of(),
            new PublishedOffsets((group, offsets) -> {}, System::nanoTime, warning -> {}),
            "users",
            System::nanoTime);

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

    private static QueryRun run(FakeQuery.Work work) {
        return new QueryRun(new FakeQuery("postgres", work), (failure, down) -> false, System::nanoTime, millis -> {});
    }
}
