package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.query.OutageException;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class QueryRunTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final CountDownLatch OPEN = new CountDownLatch(1);

    private final List<Long> pauses = new ArrayList<>();
    private long now;

    @Test
    void should_start_a_query_of_a_stream_again_whatever_it_died_of() throws Exception {
        FakeQuery query = failing(8, new TaskException(ExitStatus.FAILED, "wrong password"));

        run(query, RestartPolicy.ofStream()).run(OPEN);

        assertThat(query.starts()).isEqualTo(9);
        assertThat(pauses).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L);
    }

    @Test
    void should_be_down_from_its_failure_until_it_has_streamed_for_a_while() throws Exception {
        List<Boolean> down = new ArrayList<>();
        List<FakeQuery> itself = new ArrayList<>();
        List<QueryRun> run = new ArrayList<>();
        itself.add(new FakeQuery("postgres", (start, closed) -> {
            down.add(run.get(0).down().isPresent());
            if (start == 1) {
                throw new TaskException(ExitStatus.FAILED, "away");
            }
            itself.get(0).streamsSince(now);
            down.add(run.get(0).down().isPresent());
            pass(11);
            down.add(run.get(0).down().isPresent());
        }));
        run.add(run(itself.get(0), RestartPolicy.ofStream()));

        run.get(0).run(OPEN);

        assertThat(down).containsExactly(false, true, true, false);
        assertThat(run.get(0).down()).isEmpty();
    }

    @Test
    void should_say_since_when_it_is_down_and_how_often_it_failed() {
        FakeQuery query = failing(3, outage(Duration.ofSeconds(30)));
        QueryRun run = run(query, (failure, down) -> query.starts() < 3);

        assertThatThrownBy(() -> run.run(OPEN)).hasMessage("PostgreSQL is away, for 30 s now");

        assertThat(run.down()).hasValueSatisfying(down -> {
            assertThat(down.failures()).isEqualTo(3);
            assertThat(down.time()).isEqualTo(Duration.ofSeconds(30 + 1 + 2));
        });
    }

    @Test
    void should_begin_anew_after_it_has_streamed_for_a_while() throws Exception {
        List<FakeQuery> itself = new ArrayList<>();
        itself.add(new FakeQuery("postgres", (start, closed) -> {
            if (start <= 3) {
                itself.get(0).streamsSince(now);
                pass(60);
                throw new TimeoutException("no answer");
            }
        }));

        run(itself.get(0), RestartPolicy.ofStream()).run(OPEN);

        assertThat(pauses).containsExactly(1_000L, 1_000L, 1_000L);
    }

    @Test
    void should_try_an_outage_again_in_a_run_until_the_deadline_the_waiting_before_included() {
        FakeQuery query = new FakeQuery("postgres", (start, closed) -> {
            pass(start == 1 ? 0 : 30);
            throw outage(Duration.ofSeconds(30));
        });

        assertThatThrownBy(() -> run(query, RestartPolicy.ofRun(Duration.ofMinutes(2), true))
                        .run(OPEN))
                .hasMessageContaining("PostgreSQL is away");

        // 30, 1 + 30, 2 + 30, 4 + 30 s
        assertThat(query.starts()).isEqualTo(4);
    }

    @Test
    void should_not_try_again_in_a_run_what_no_waiting_mends_or_was_waited_for_until_the_deadline() {
        FakeQuery wrong = failing(1, new TaskException(ExitStatus.FAILED, "wrong password"));
        FakeQuery away = failing(1, outage(TEN_MINUTES));

        assertThatThrownBy(
                        () -> run(wrong, RestartPolicy.ofRun(TEN_MINUTES, true)).run(OPEN))
                .hasMessage("wrong password");
        assertThatThrownBy(
                        () -> run(away, RestartPolicy.ofRun(TEN_MINUTES, true)).run(OPEN))
                .hasMessageContaining("away");

        assertThat(pauses).isEmpty();
    }

    @Test
    void should_fail_over_a_closed_run_when_the_start_deadline_has_passed_and_bear_brokers_that_flap()
            throws Exception {
        RestartPolicy closedRun = RestartPolicy.ofRun(TEN_MINUTES, false);
        FakeQuery flapping = failing(2, new IllegalStateException(new TimeoutException("no answer")));

        assertThatThrownBy(() -> run(failing(1, outage(Duration.ofSeconds(30))), closedRun)
                        .run(OPEN))
                .hasMessageContaining("away");
        run(flapping, closedRun).run(OPEN);

        assertThat(flapping.starts()).isEqualTo(3);
    }

    @Test
    void should_not_be_started_again_once_spark_has_ended() {
        FakeQuery query = failing(5, new TaskException(ExitStatus.FAILED, "Spark ended the application"));
        query.becomeUseless();

        assertThatThrownBy(() -> run(query, RestartPolicy.ofStream()).run(OPEN)).hasMessageContaining("Spark ended");

        assertThat(query.starts()).isEqualTo(1);
    }

    private QueryRun run(FakeQuery query, RestartPolicy policy) {
        return new QueryRun(query, policy, () -> now, millis -> {
            pauses.add(millis);
            now += TimeUnit.MILLISECONDS.toNanos(millis);
        });
    }

    private static FakeQuery failing(int times, RuntimeException failure) {
        return new FakeQuery("postgres", (start, closed) -> {
            if (start <= times) {
                throw failure;
            }
        });
    }

    private static TaskException outage(Duration waited) {
        return new TaskException(
                ExitStatus.FAILED,
                "PostgreSQL is away, for 30 s now",
                new OutageException(waited, new StoreUnavailableException("PostgreSQL is away", null)));
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
