package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.checkpoint.RecordMark;
import io.userautomation.sparkjob.ownership.Owner;
import io.userautomation.sparkjob.ownership.Position;
import io.userautomation.sparkjob.source.LogRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** An owner of another process, looked at; what it has stored, and the log's ends, are the test's to say. */
class OwnerWatchTest {

    private static final Owner OWNER = new Owner("elsewhere", 7, Instant.EPOCH);
    private static final RecordMark MARK = new RecordMark(10, 9, 1, 42);

    private final Map<Integer, Position> positions = new HashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 10L, 1, 0L));
    private final List<String> warnings = new ArrayList<>();
    private final MarkedLog log = new MarkedLog();
    private long now;
    private final OwnerWatch watch = new OwnerWatch(
            "postgres",
            () -> Map.copyOf(positions),
            partitions -> ends,
            log,
            Duration.ofMinutes(10),
            () -> now,
            warnings::add);

    @Test
    void should_take_a_run_for_stored_once_the_positions_have_reached_its_end() throws Exception {
        assertThat(watch.isStored(OWNER, Map.of(0, 10L, 1, 0L))).isFalse();
        stored(9, null);
        assertThat(watch.isStored(OWNER, Map.of(0, 10L, 1, 0L))).isFalse();
        stored(10, MARK);
        assertThat(watch.isStored(OWNER, Map.of(0, 10L, 1, 0L))).isTrue();
    }

    @Test
    void should_not_believe_positions_of_a_log_that_is_another_one_now_or_shorter() throws Exception {
        stored(10, MARK);
        log.differing = Set.of(0);
        assertThat(watch.isStored(OWNER, Map.of(0, 10L))).isFalse();

        log.differing = Set.of();
        ends.put(0, 9L);
        assertThat(watch.isStored(OWNER, Map.of(0, 9L))).isFalse();
    }

    @Test
    void should_say_that_an_owner_lives_but_does_not_advance_and_give_up_at_the_deadline() throws Exception {
        stored(4, null);
        watch.look(OWNER);
        pass(9);
        watch.look(OWNER);
        assertThat(warnings).isEmpty();

        pass(2);
        watch.look(OWNER);
        pass(20);
        watch.look(OWNER);
        assertThat(warnings)
                .containsExactly(
                        "The owner lives, but does not advance query=postgres lag=6 seconds=11 owner=process 7 on"
                                + " elsewhere since 1970-01-01T00:00:00Z");

        pass(600);
        assertThatThrownBy(() -> watch.isStored(OWNER, Map.of(0, 10L)))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.FAILED, TaskException::status)
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith(
                        "process 7 on elsewhere since 1970-01-01T00:00:00Z lives, but has stored nothing for 600 s, with 6 records");
    }

    @Test
    void should_be_content_with_an_owner_that_advances_or_has_nothing_to_store() throws Exception {
        for (int offset = 1; offset < 10; offset++) {
            stored(offset, null);
            watch.look(OWNER);
            pass(400);
            if (offset == 9) {
                stored(10, null);
            }
        }
        watch.look(OWNER);
        pass(10_000);
        watch.look(OWNER);

        assertThat(warnings).isEmpty();
    }

    private void stored(long offset, RecordMark mark) {
        positions.put(0, new Position(offset, 1, 0, mark));
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private final class MarkedLog implements LogRecords {

        private Set<Integer> differing = Set.of();

        @Override
        public Map<Integer, Long> ends(Set<Integer> partitions) {
            return ends;
        }

        @Override
        public Map<Integer, Long> begins() {
            return Map.of(0, 0L, 1, 0L);
        }

        @Override
        public Set<Integer> differing(Map<Integer, RecordMark> marks) {
            return differing;
        }

        @Override
        public Map<Integer, RecordMark> lastBefore(Map<Integer, Long> positions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
