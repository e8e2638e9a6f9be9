package io.userautomation.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.userautomation.model.runs.ApiCalls;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class HeartbeatTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PublishCounts COUNTS = new PublishCounts(5, 4, 1, 0);
    private static final ApiCalls CALLS = new ApiCalls(7, 1, 0, 0, 1);
    private static final RunManifest RUN_OF_EPOCH_3 = RunManifest.open(
            new RunId("x"), 3, "seed", new RunRequest(5L, null, null, 5, List.of(), "1.4"), NOW, Map.of());

    private final List<PublishProgress> written = new CopyOnWriteArrayList<>();

    @Test
    void should_beat_under_one_attempt_from_the_start_until_the_end() throws InterruptedException {
        Heartbeat heartbeat = heartbeat(written::add);

        heartbeat.start();
        assertThat(written).isNotEmpty();
        await().atMost(PATIENCE).until(() -> written.size() >= 3);
        heartbeat.end(PublishState.COMPLETED, PATIENCE);

        PublishProgress last = written.get(written.size() - 1);
        assertThat(last)
                .isEqualTo(new PublishProgress(
                        "x", 3, written.get(0).attempt(), PublishState.COMPLETED, COUNTS, NOW, CALLS));
        assertThat(written.subList(0, written.size() - 1))
                .allSatisfy(beat -> assertThat(beat.state()).isEqualTo(PublishState.RUNNING))
                .allSatisfy(beat -> assertThat(beat.attempt()).isEqualTo(last.attempt()));
    }

    @Test
    void should_not_take_back_the_last_word_by_a_beat_that_fell_due_meanwhile() throws InterruptedException {
        Heartbeat heartbeat = heartbeat(progress -> {
            if (progress.state() == PublishState.COMPLETED) {
                Thread.sleep(5 * INTERVAL.toMillis());
            }
            written.add(progress);
        });

        heartbeat.start();
        heartbeat.end(PublishState.COMPLETED, PATIENCE);

        await().during(INTERVAL.multipliedBy(5))
                .atMost(PATIENCE)
                .until(() -> written.get(written.size() - 1).state() == PublishState.COMPLETED);
    }

    @Test
    void should_go_on_beating_after_a_beat_that_was_not_acknowledged() throws InterruptedException {
        Heartbeat heartbeat = heartbeat(progress -> {
            written.add(progress);
            if (written.size() == 2) {
                throw new KafkaException("away for a moment");
            }
        });

        heartbeat.start();

        await().atMost(PATIENCE).until(() -> written.size() >= 4);
        heartbeat.close();
    }

    @Test
    void should_not_call_an_end_written_that_was_not_acknowledged() {
        Heartbeat heartbeat = heartbeat(progress -> {
            throw new KafkaException("away");
        });

        assertThatThrownBy(() -> heartbeat.end(PublishState.COMPLETED, PATIENCE))
                .isInstanceOf(KafkaException.class)
                .hasMessage("away");
    }

    @Test
    void should_not_wait_for_the_last_word_longer_than_it_may() {
        CountDownLatch never = new CountDownLatch(1);
        Heartbeat heartbeat = heartbeat(progress -> never.await());

        assertThatThrownBy(() -> heartbeat.end(PublishState.FAILED, Duration.ofMillis(50)))
                .isInstanceOf(KafkaException.class)
                .hasMessage("the attempt's end was not acknowledged in time");
    }

    @Test
    void should_beat_twice_as_often_as_readers_expect() {
        assertThat(Heartbeat.INTERVAL).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    private static Heartbeat heartbeat(Heartbeat.Writer writer) {
        return new Heartbeat(
                RUN_OF_EPOCH_3, writer, INTERVAL, () -> COUNTS, () -> CALLS, Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
