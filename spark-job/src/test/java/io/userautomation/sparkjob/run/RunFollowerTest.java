package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.PublishState;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.RunSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TimeoutException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RunFollowerTest {

    private static final RunId RUN = new RunId("manual__1");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final RunManifest OPEN = RunManifest.open(
            RUN, 1, "seed", new RunRequest(10L, null, null, 10, List.of(), "1.4"), START, Map.of(0, 0L));
    private static final RunManifest CLOSED =
            OPEN.close(START.plusSeconds(9), Map.of(0, 10L), RunOutcome.COMPLETED, PublishCounts.NONE);

    private long now;
    private RunSnapshot snapshot = new RunSnapshot(null, List.of(), Map.of(), 0);
    private boolean brokersAway;
    private long heldBackBefore = Long.MAX_VALUE;

    private final RunFollower follower = new RunFollower(
            RUN,
            this::snapshot,
            ends -> heldBackBefore <= ends.get(0),
            Duration.ofSeconds(60),
            Duration.ofSeconds(600),
            "b1:9092,b2:9092",
            () -> now);

    @Test
    void should_see_a_run_that_is_closed_already() throws Exception {
        snapshot = new RunSnapshot(CLOSED, List.of(), Map.of(), 1);

        assertThat(follower.isClosed()).isTrue();
    }

    @Test
    void should_wait_when_a_transaction_hides_records_of_a_closed_run() throws Exception {
        // given
        snapshot = new RunSnapshot(CLOSED, List.of(), Map.of(), 1);
        heldBackBefore = 10;

        // when
        boolean whileOpen = follower.isClosed();
        heldBackBefore = 11;
        boolean afterwards = follower.isClosed();

        // then
        assertThat(whileOpen).isFalse();
        assertThat(afterwards).isTrue();
    }

    @Test
    void should_wait_for_a_run_that_is_opened_later() throws Exception {
        assertThat(follower.isClosed()).isFalse();
        pass(59);
        assertThat(follower.isClosed()).isFalse();

        snapshot = new RunSnapshot(OPEN, List.of(), Map.of(), 1);
        pass(50);

        assertThat(follower.isClosed()).isFalse();
    }

    @Test
    void should_give_up_on_a_run_that_nobody_opens() throws Exception {
        follower.isClosed();
        pass(61);

        assertThatThrownBy(follower::isClosed)
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.INTERRUPTED, TaskException::status)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("run manual__1 was not opened within 60 s");
    }

    @Test
    void should_go_on_as_long_as_publishing_gives_signs_of_life() throws Exception {
        for (int i = 0; i < 5; i++) {
            snapshot = new RunSnapshot(OPEN, List.of(heartbeat(i)), Map.of(), 2 + i);
            assertThat(follower.isClosed()).isFalse();
            pass(40);
        }
    }

    @Test
    void should_give_up_on_an_open_run_without_a_sign_of_life() throws Exception {
        snapshot = new RunSnapshot(OPEN, List.of(heartbeat(1)), Map.of(), 2);
        follower.isClosed();
        pass(61);

        assertThatThrownBy(follower::isClosed)
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.INTERRUPTED, TaskException::status)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("no sign of life for 60 s");
    }

    @Test
    void should_not_trust_the_writers_clock() throws Exception {
        // The opener's clock is an hour ahead, and the publisher's steps back from beat to beat.
        for (int i = 0; i < 5; i++) {
            snapshot = new RunSnapshot(OPEN, List.of(heartbeat(-3600 * (i + 1))), Map.of(), 2 + i);
            assertThat(follower.isClosed()).isFalse();
            pass(40);
        }
    }

    @Test
    void should_bear_brokers_that_are_away_for_a_while() throws Exception {
        follower.isClosed();
        brokersAway = true;
        pass(599);
        assertThat(follower.isClosed()).isFalse();

        pass(2);

        assertThatThrownBy(follower::isClosed)
                .isInstanceOf(TaskException.class)
                .hasMessage("Kafka at b1:9092,b2:9092 did not answer for 600 s: no answer");
    }

    private RunSnapshot snapshot() {
        if (brokersAway) {
            throw new TimeoutException("no answer");
        }
        return snapshot;
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private static PublishProgress heartbeat(int second) {
        return new PublishProgress(
                RUN.value(), 1, "attempt", PublishState.RUNNING, PublishCounts.NONE, START.plusSeconds(second));
    }
}
