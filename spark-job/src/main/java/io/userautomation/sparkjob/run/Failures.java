package io.userautomation.sparkjob.run;

import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.JobSettings;
import io.userautomation.sparkjob.ownership.OwnershipLostException;
import io.userautomation.sparkjob.query.FullHeap;
import io.userautomation.sparkjob.query.OutageException;
import io.userautomation.sparkjob.source.LogReplacedException;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;

/** Finds, in what Spark throws, what a person wants to read. */
final class Failures {

    private static final int DEEPEST = 20;

    private static final String OUT_OF_MEMORY =
            "Spark ran out of memory: give its executors more (spark.executor.memory; with a local master the driver,"
                    + " spark.driver.memory), or lower %s (%s)"
                            .formatted(JobSettings.MAX_POLL_RECORDS.variable(), JobSettings.MAX_POLL_RECORDS.flag());

    private Failures() {}

    /** One sentence: that of the TaskException inside, else the message of the innermost cause. */
    static String sentence(Throwable failure) {
        if (FullHeap.isBehind(failure)) {
            return OUT_OF_MEMORY;
        }
        Throwable cause = failure;
        for (int depth = 0; depth < DEEPEST; depth++) {
            if (cause instanceof TaskException || cause.getCause() == null) {
                break;
            }
            cause = cause.getCause();
        }
        if (cause instanceof TaskException) {
            return cause.getMessage();
        }
        String message = cause.getMessage() == null ? "no message" : firstLine(cause.getMessage());
        return cause.getClass().getSimpleName() + ": " + message;
    }

    /** Whether a server was away, so that waiting may mend it. */
    static boolean isOutage(Throwable failure) {
        return find(failure, StoreUnavailableException.class).isPresent()
                || find(failure, DeadLettersUnavailableException.class).isPresent()
                || find(failure, RetriableException.class).isPresent();
    }

    /** Whether the query finds out, once it is started again, that the brokers have lost the end of their log. */
    static boolean isLogReplaced(Throwable failure) {
        return find(failure, LogReplacedException.class).isPresent();
    }

    /** Whether another driver has taken the checkpoint over: started again, the query follows that one, or acquires anew. */
    static boolean isOvertaken(Throwable failure) {
        return find(failure, OwnershipLostException.class).isPresent()
                // In the words of Spark, which met another writer's files.
                || find(failure, ConcurrentModificationException.class).isPresent();
    }

    /** How long a server has been waited for before this was thrown. */
    static Duration waited(Throwable failure) {
        return find(failure, OutageException.class).map(OutageException::waited).orElse(Duration.ZERO);
    }

    /** The first cause of this kind, the failure itself included. */
    static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> kind) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (kind.isInstance(cause)) {
                return Optional.of(kind.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("no message");
    }
}
