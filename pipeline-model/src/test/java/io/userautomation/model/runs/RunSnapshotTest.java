package io.userautomation.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSnapshotTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final RunManifest SECOND_EPOCH = RunManifest.open(
            new RunId("manual__1"),
            2,
            "seed",
            new RunRequest(10L, null, null, 10, List.of(), "1.4"),
            NOON,
            Map.of(0, 0L));

    @Test
    void should_prefer_a_completed_attempt_to_a_later_one_that_failed() {
        PublishProgress done = attempt("a", 2, PublishState.COMPLETED, 10, NOON.plusSeconds(5));
        PublishProgress late = attempt("b", 2, PublishState.FAILED, 10, NOON.plusSeconds(9));

        assertThat(snapshot(done, late).bestAttempt()).contains(done);
    }

    @Test
    void should_prefer_the_attempt_that_published_most_when_none_completed() {
        PublishProgress more = attempt("a", 2, PublishState.RUNNING, 7, NOON);
        PublishProgress fewer = attempt("b", 2, PublishState.FAILED, 3, NOON);

        assertThat(snapshot(more, fewer).bestAttempt()).contains(more);
    }

    @Test
    void should_leave_out_attempts_of_an_earlier_epoch() {
        PublishProgress old = attempt("a", 1, PublishState.COMPLETED, 10, NOON.plusSeconds(99));

        assertThat(snapshot(old).bestAttempt()).isEmpty();
    }

    @Test
    void should_know_nothing_of_a_run_that_was_never_opened() {
        RunSnapshot nothing = new RunSnapshot(null, List.of(), Map.of(), 0);

        assertThat(nothing.isClosed()).isFalse();
        assertThat(nothing.bestAttempt()).isEmpty();
    }

    private static RunSnapshot snapshot(PublishProgress... attempts) {
        return new RunSnapshot(SECOND_EPOCH, List.of(attempts), Map.of(), 1);
    }

    private static PublishProgress attempt(String id, long epoch, PublishState state, long published, Instant at) {
        return new PublishProgress("manual__1", epoch, id, state, new PublishCounts(published, published, 0, 0), at);
    }
}
