package io.userautomation.stores;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import java.time.Duration;

/**
 * How long a task goes on trying a database that acknowledges nothing: about two seconds, enough for a broken connection
 * or a new leader. A longer wait in a task would hold a core that the other queries need; that wait is the driver's.
 *
 * <p>For one thread.
 */
public final class RetryWindow {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private long lastProgress = System.nanoTime();

    /** Something was acknowledged: the two seconds begin anew. */
    public void progress() {
        lastProgress = System.nanoTime();
    }

    public boolean isOver() {
        return System.nanoTime() - lastProgress > LIMIT.toNanos();
    }

    /** The pause before another try. */
    public static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** What a task throws when Spark cancels it. */
    public static TaskException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new TaskException(ExitStatus.INTERRUPTED, "interrupted while writing; it will be written again", cause);
    }
}
