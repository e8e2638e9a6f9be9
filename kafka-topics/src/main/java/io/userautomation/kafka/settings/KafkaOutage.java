package io.userautomation.kafka.settings;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.Task;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** How an exception of the Kafka client ends a task. */
public final class KafkaOutage {

    private KafkaOutage() {}

    /**
     * Runs the task; an exception of the client becomes one that names the brokers, or an interruption.
     *
     * @param timeout how long the task waits for an answer
     */
    public static Summary told(KafkaSettings kafka, Duration timeout, Task task) throws Exception {
        TlsProbe.check(kafka.transport(), kafka.addresses());
        try {
            return task.run();
        } catch (InterruptException e) {
            throw interruption(e);
        } catch (KafkaException e) {
            throw new TaskException(ExitStatus.FAILED, sentence(kafka, timeout, e), e);
        }
    }

    /** One sentence with host and port. */
    public static String sentence(KafkaSettings kafka, Duration timeout, KafkaException e) {
        return KafkaRefusal.of(kafka, e).map(TaskException::getMessage).orElseGet(() -> outage(kafka, timeout, e));
    }

    private static String outage(KafkaSettings kafka, Duration timeout, KafkaException e) {
        String reason = reason(e);
        boolean late = e instanceof TimeoutException || e.getCause() instanceof TimeoutException;
        return late
                ? "Kafka at %s did not answer within %d s (%s)"
                        .formatted(kafka.bootstrapServers(), timeout.toSeconds(), reason)
                : "Kafka at %s failed: %s".formatted(kafka.bootstrapServers(), reason);
    }

    /** The message, and the deepest cause's where the client only says what it could not do. */
    private static String reason(KafkaException e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = String.valueOf(e.getMessage());
        String cause = String.valueOf(root.getMessage());
        return message.contains(cause) ? message : message + ": " + cause;
    }

    /** The client's own exception sets the thread's flag again, which would break off the clearing up. */
    public static InterruptedException interruption(InterruptException e) {
        Thread.interrupted();
        InterruptedException interruption = new InterruptedException();
        interruption.initCause(e);
        return interruption;
    }
}
