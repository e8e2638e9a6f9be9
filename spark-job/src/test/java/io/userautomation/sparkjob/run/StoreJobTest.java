package io.userautomation.sparkjob.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunOutcome;
import io.userautomation.model.runs.RunRequest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.sparkjob.checkpoint.CheckpointInUseException;
import io.userautomation.sparkjob.query.OutageException;
import io.userautomation.sparkjob.run.StoreJob.ProgressTeller;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The job with queries that fail; its time passes a thousand times as fast. */
@Timeout(30)
class StoreJobTest {

    private static final RunId RUN = new RunId("manual__1");
    private static final RunManifest OPEN = RunManifest.open(
            RUN, 1, "seed", new RunRequest(10L, null, null, 10, List.of(), "1.4"), Instant.EPOCH, Map.of(0, 0L));
    private static final RunManifest CLOSED =
            OPEN.close(Instant.EPOCH, Map.of(0, 10L), RunOutcome.COMPLETED, PublishCounts.NONE);

    private final AtomicLong now = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void should_start_a_dead_query_of_a_stream_again_while_the_others_go_on_and_end_well_at_a_signal() {
        FakeQuery dead = new FakeQuery("postgres", (start, end) -> {
            if (start < 4) {
                throw away();
            }
            never.await();
        });
        FakeQuery other = endless("cassandra");

        assertThatThrownBy(() -> stream(runs -> interruptOnce(dead.starts() == 4 && settled(dead)))
                        .run(Optional.empty(), List.of(dead, other)))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.INTERRUPTED, TaskException::status)
                .returns("interrupted", Throwable::getMessage);
        assertThat(other.starts()).isEqualTo(1);
    }

    @Test
    void should_fail_at_a_signal_while_a_query_is_down_and_say_which_and_why() {
        FakeQuery dead = new FakeQuery("postgres", (start, end) -> {
            throw away();
        });

        assertThatThrownBy(() -> stream(runs -> interruptOnce(dead.starts() > 3))
                        .run(Optional.empty(), List.of(dead, endless("cassandra"))))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.FAILED, TaskException::status)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("interrupted by a signal")
                .contains("postgres: PostgreSQL at h:5432 is away, for 30 s now")
                .doesNotContain("cassandra");
    }

    @Test
    void should_end_a_stream_whose_checkpoints_are_all_another_driver_s() {
        FakeQuery first = inUse("cassandra");
        FakeQuery second = inUse("postgres");

        assertThatThrownBy(() -> stream(runs -> {}).run(Optional.empty(), List.of(first, second)))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.FAILED, TaskException::status)
                .extracting(Throwable::getMessage)
                .asString()
                .contains("cassandra: in use by process 7")
                .contains("postgres: in use by process 7");
    }

    @Test
    void should_store_a_run_whose_database_was_away_at_the_start_while_it_was_open() throws Exception {
        FakeQuery query = new FakeQuery("postgres", (start, end) -> {
            if (start < 4) {
                throw away();
            }
            closed.set(true);
            end.await();
        });

        following(runs -> {}).run(Optional.of(RUN), List.of(query));

        assertThat(query.starts()).isEqualTo(4);
    }

    @Test
    void should_fail_a_run_at_its_end_when_a_database_stays_away() {
        FakeQuery query = new FakeQuery("postgres", (start, end) -> {
            closed.set(start > 2);
            throw away();
        });

        assertThatThrownBy(() -> following(runs -> {}).run(Optional.of(RUN), List.of(query)))
                .asInstanceOf(InstanceOfAssertFactories.type(TaskException.class))
                .returns(ExitStatus.FAILED, TaskException::status)
                .returns("postgres: PostgreSQL at h:5432 is away, for 30 s now", Throwable::getMessage);
        assertThat(query.starts()).isGreaterThan(3);
    }

    private StoreJob stream(ProgressTeller teller) {
        return new StoreJob(
                Optional.empty(),
                teller,
                Optional.empty(),
                Duration.ofMinutes(10),
                store -> Optional.empty(),
                now::get,
                this::pause);
    }

    private StoreJob following(ProgressTeller teller) {
        RunFollower follower = new RunFollower(
                RUN,
                () -> new RunSnapshot(closed.get() ? CLOSED : OPEN, List.of(), Map.of(), 1),
                ends -> false,
                Duration.ofHours(100),
                Duration.ofHours(100),
                "b1:9092",
                now::get);
        return new StoreJob(
                Optional.of(follower),
                teller,
                Optional.empty(),
                Duration.ofMinutes(10),
                store -> Optional.empty(),
                now::get,
                this::pause);
    }

    private void pause(long millis) throws InterruptedException {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
        TimeUnit.MICROSECONDS.sleep(millis);
    }

    private boolean settled(FakeQuery query) {
        if (query.streamingSince().isEmpty()) {
            query.streamsSince(now.get());
        }
        return now.get() - query.streamingSince().getAsLong()
                > Duration.ofSeconds(11).toNanos();
    }

    private static void interruptOnce(boolean when) throws InterruptedException {
        if (when) {
            throw new InterruptedException();
        }
    }

    private FakeQuery endless(String name) {
        return new FakeQuery(name, (start, end) -> never.await());
    }

    private static FakeQuery inUse(String name) {
        return new FakeQuery(name, (start, end) -> {
            throw new TaskException(ExitStatus.FAILED, "in use by process 7", new CheckpointInUseException());
        });
    }

    private static TaskException away() {
        return new TaskException(
                ExitStatus.FAILED,
                "PostgreSQL at h:5432 is away, for 30 s now",
                new OutageException(Duration.ofSeconds(30), new StoreUnavailableException("away", null)));
    }
}
