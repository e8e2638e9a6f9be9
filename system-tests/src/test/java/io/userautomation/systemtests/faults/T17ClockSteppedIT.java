package io.userautomation.systemtests.faults;

import static io.userautomation.systemtests.PipelineTasks.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.userautomation.localstack.Finished;
import io.userautomation.localstack.TaskProcess;
import io.userautomation.systemtests.Databases;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** A publisher whose clock is stepped: the newest timestamp wins in both databases, and none from far ahead gets in. */
@Tag("slow")
@Tag("T17")
class T17ClockSteppedIT {

    private static final int USERS = 200;
    private static final Duration STEP = Duration.ofMinutes(59);
    private static final Duration FAR = Duration.ofMinutes(61);

    @Fault("a publisher's clock stepped by +1 h and by -1 h")
    void should_let_the_newest_timestamp_win_and_refuse_those_from_far_ahead(FaultReport report) throws Exception {
        try (OwnPipeline pipeline = OwnPipeline.lay("t17_clock");
                UserLoad load = new UserLoad(pipeline, report.random());
                Databases databases = pipeline.databases();
                TaskProcess driver = pipeline.tasks().startDriver()) {
            List<UUID> users = Stream.generate(load::nextId).limit(USERS).toList();
            long now = System.currentTimeMillis();
            // Ahead: wins over what is published with the right clock meanwhile, in both databases.
            load.send(users, now + STEP.toMillis(), "Ahead");
            load.send(users, now, "Right");
            report.struck("%d users from a clock 59 minutes ahead, then from the right one".formatted(USERS));
            settle(pipeline, load);
            assertFirstName(databases, users, "Ahead");
            // Behind: loses.
            load.send(users, now - STEP.toMillis(), "Behind");
            report.struck("%d users from a clock 59 minutes behind".formatted(USERS));
            settle(pipeline, load);
            assertFirstName(databases, users, "Ahead");
            // Further ahead than the topic allows: refused, so that it can't win for ever.
            long refused = load.refused();
            load.send(users, System.currentTimeMillis() + FAR.toMillis(), "Far");
            assertThat(load.refused() - refused).isEqualTo(USERS);
            report.struck("%d users refused from a clock 61 minutes ahead".formatted(USERS));
            // The right clock an hour later: wins again.
            load.send(users, now + STEP.toMillis() + 1, "Later");
            settle(pipeline, load);
            assertFirstName(databases, users, "Later");
            report.counted(pipeline.account(load.acknowledged()));
            driver.terminate();
            Finished ended = driver.await(PATIENCE);
            assertThat(ended.exitStatus()).as(ended.toString()).isEqualTo(4);
        }
    }

    /** Waits until what was sent last is stored, which a user of its own shows that was sent to every partition after it. */
    private static void settle(OwnPipeline pipeline, UserLoad load) throws Exception {
        Waiting.untilStored(pipeline, load.sendToEachPartition());
    }

    private static void assertFirstName(Databases databases, List<UUID> users, String firstName) throws Exception {
        assertThat(databases.cassandraFirstNames(users)).hasSize(USERS).containsOnly(firstName);
        assertThat(databases.postgresFirstNames(users)).hasSize(USERS).containsOnly(firstName);
    }
}
