package io.userautomation.sparkjob.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.TaskException;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchAttemptsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final List<Acknowledged> befores = new ArrayList<>();
    private final OutageWait wait = new OutageWait(
            DEADLINE,
            nanos::get,
            millis -> nanos.addAndGet(Duration.ofMillis(millis).toNanos()),
            () -> 1);
    private final BatchAttempts attempts = new BatchAttempts("dead_letters", wait, () -> {});

    @Test
    void should_tell_each_attempt_what_is_acknowledged_and_add_up_what_was_done() throws Exception {
        List<Long> done = attempts.run(before -> {
            befores.add(before);
            return befores.size() == 1
                    ? List.of(part(3, 0, 12, "slow"), part(4, 1, 5, null))
                    : List.of(part(2, 0, 20, null), part(0, 1, 5, null));
        });

        assertThat(befores)
                .containsExactly(Acknowledged.NOTHING, acknowledged(0, 12).and(acknowledged(1, 5)));
        assertThat(done.stream().mapToLong(Long::longValue).sum()).isEqualTo(9);
    }

    @Test
    void should_begin_the_wait_anew_with_each_acknowledgement() throws Exception {
        // Each attempt costs most of the deadline, and every other one brings a little.
        List<Long> done = attempts.run(before -> {
            befores.add(before);
            nanos.addAndGet(DEADLINE.toNanos() * 2 / 3);
            long offset = befores.size() / 2;
            return List.of(part(befores.size() % 2 == 0 ? 1 : 0, 0, offset, befores.size() < 20 ? "slow" : null));
        });

        assertThat(nanos.get()).isGreaterThan(10 * DEADLINE.toNanos());
        assertThat(done.stream().mapToLong(Long::longValue).sum()).isEqualTo(10);
    }

    @Test
    void should_end_when_nothing_more_is_acknowledged_for_as_long_as_an_outage_may_last() {
        assertThatThrownBy(() -> attempts.run(before -> List.of(part(0, 0, 7, "Kafka at b:9092 is away"))))
                .isInstanceOf(TaskException.class)
                .hasMessageContaining("Kafka at b:9092 is away");
    }

    @Test
    void should_ask_once_for_what_tasks_came_no_further_without_and_wait_while_there_is_no_answer() throws Exception {
        List<String> asked = new ArrayList<>();

        List<Long> done = attempts.run(
                before -> {
                    befores.add(before);
                    return befores.size() == 1
                            ? List.of(
                                    new Part<>(3L, acknowledged(0, 12), null, "7"),
                                    new Part<>(0L, Acknowledged.NOTHING, null, "7"))
                            : List.of(part(2, 0, 20, null), part(4, 1, 5, null));
                },
                schema -> {
                    asked.add(schema);
                    if (asked.size() < 3) {
                        throw new StoreUnavailableException("the registry is away", null);
                    }
                });

        assertThat(asked).containsExactly("7", "7", "7");
        assertThat(befores).containsExactly(Acknowledged.NOTHING, acknowledged(0, 12));
        assertThat(done.stream().mapToLong(Long::longValue).sum()).isEqualTo(9);
    }

    private static Part<Long> part(long done, int partition, long offset, String outage) {
        return new Part<>(done, acknowledged(partition, offset), outage);
    }

    private static Acknowledged acknowledged(int partition, long offset) {
        return new Acknowledged(Map.of(partition, offset));
    }
}
