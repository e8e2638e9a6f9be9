package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.stores.StoreUnavailableException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a server that does not answer, within bounds.
 *
 * @param patience how long
 */
record ServerWait(Duration patience) {

    /** One try to connect. */
    @FunctionalInterface
    interface Attempt<T> {
        /** @throws StoreUnavailableException when a later try may find the server */
        T connect() throws StoreUnavailableException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerWait.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /**
     * Tries until it answers.
     *
     * @param server its name and address, for messages
     * @throws TaskException for status 1 when the patience is over
     */
    <T> T until(String server, Attempt<T> attempt) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean announced = false;
        while (true) {
            try {
                return attempt.connect();
            } catch (StoreUnavailableException e) {
                if (System.nanoTime() + PAUSE.toNanos() > deadline) {
                    throw noAnswer(server, e.getCause() == null ? e : e.getCause());
                }
                if (!announced) {
                    LOG.info("Waiting up to {} s for {}", patience.toSeconds(), server);
                    announced = true;
                }
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** What a task ends with when {@code server} did not answer in time. */
    TaskException noAnswer(String server, Throwable cause) {
        return new TaskException(
                ExitStatus.FAILED,
                "%s did not answer within %s s: %s".formatted(server, patience.toSeconds(), cause.getMessage()),
                cause);
    }
}
