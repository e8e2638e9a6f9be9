package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class OutageWaitTest {

    private long now;
    private final List<Long> pauses = new ArrayList<>();
    private int attempts;
    private int probes;

    @Test
    void should_not_wait_at_all_while_the_database_is_there() throws Exception {
        String result = waiting(60, 1.0).retry("postgres", () -> "stored", this::probe);

        assertThat(result).isEqualTo("stored");
        assertThat(pauses).isEmpty();
        assertThat(probes).isZero();
    }

    @Test
    void should_wait_longer_each_time_up_to_a_limit() throws Exception {
        waiting(60, 1.0).retry("postgres", () -> awayFor(7), this::probe);

        assertThat(pauses).containsExactly(500L, 1_000L, 2_000L, 4_000L, 8_000L, 8_000L, 8_000L);
    }

    @Test
    void should_say_what_it_waits_for_while_it_does() throws Exception {
        List<String> seen = new ArrayList<>();
        OutageWait wait = new OutageWait(Duration.ofSeconds(60), () -> now, millis -> {}, () -> 1.0);
        wait.retry("postgres", () -> awayFor(1), () -> seen.add(wait.reason().orElse("nothing")));

        assertThat(seen).containsExactly("PostgreSQL at h:5432 is away");
        assertThat(wait.reason()).isEmpty();
    }

    @Test
    void should_spread_its_attempts_by_full_jitter() throws Exception {
        waiting(60, 0.25).retry("postgres", () -> awayFor(3), this::probe);

        assertThat(pauses).containsExactly(125L, 250L, 500L);
    }

    @Test
    void should_attempt_again_only_when_the_probe_is_answered() throws Exception {
        String result = waiting(60, 1.0).retry("postgres", () -> awayFor(1), () -> {
            probe();
            if (probes < 4) {
                throw new StoreUnavailableException("PostgreSQL at h:5432 refuses", null);
            }
        });

        assertThat(result).isEqualTo("stored");
        assertThat(probes).isEqualTo(4);
        assertThat(attempts).isEqualTo(2);
    }

    @Test
    void should_fail_with_the_latest_reason_when_the_deadline_has_passed() {
        assertThatThrownBy(() -> waiting(10, 1.0).retry("postgres", () -> awayFor(1_000), this::probe))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.FAILED, TaskException::status)
                .returns("PostgreSQL at h:5432 is away, for 10 s now", Throwable::getMessage);
        assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isEqualTo(10_000);
    }

    @Test
    void should_let_through_at_once_what_no_waiting_mends() {
        assertThatThrownBy(() -> waiting(60, 1.0)
                        .retry(
                                "postgres",
                                () -> {
                                    throw new TaskException(ExitStatus.FAILED, "wrong password");
                                },
                                this::probe))
                .hasMessage("wrong password");
        assertThat(pauses).isEmpty();
    }

    private OutageWait waiting(int deadlineSeconds, double random) {
        return new OutageWait(
                Duration.ofSeconds(deadlineSeconds),
                () -> now,
                millis -> {
                    pauses.add(millis);
                    now += TimeUnit.MILLISECONDS.toNanos(millis);
                },
                () -> random);
    }

    private String awayFor(int failures) throws StoreUnavailableException {
        attempts++;
        if (attempts <= failures) {
            throw new StoreUnavailableException("PostgreSQL at h:5432 is away", null);
        }
        return "stored";
    }

    private void probe() {
        probes++;
    }
}
