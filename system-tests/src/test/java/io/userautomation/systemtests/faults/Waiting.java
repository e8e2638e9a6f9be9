package io.userautomation.systemtests.faults;

import static org.awaitility.Awaitility.await;

import io.userautomation.systemtests.PipelineTasks;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;

/** Waits of the fault tests. */
final class Waiting {

    private static final Duration POLL = Duration.ofMillis(500);

    private Waiting() {}

    /** Until both databases have all of these. @return how long that took */
    static Duration untilStored(OwnPipeline pipeline, Collection<UUID> ids) throws Exception {
        long start = System.nanoTime();
        try (var databases = pipeline.databases()) {
            await("all in both databases")
                    .atMost(PipelineTasks.PATIENCE)
                    .pollInterval(POLL)
                    .ignoreExceptions()
                    .until(() -> databases.postgresIds().containsAll(ids)
                            && databases.cassandraIds().containsAll(ids));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
