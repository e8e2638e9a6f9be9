package io.userautomation.audit;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.Summary;
import io.userautomation.commandline.TaskException;
import io.userautomation.commandline.tls.TlsProbe;
import io.userautomation.kafka.settings.KafkaRefusal;
import io.userautomation.kafka.settings.KafkaSettings;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** How an exception of the Kafka client ends a task. */
final class KafkaFailures {

    /** What is asked of Kafka. */
    @FunctionalInterface
    interface Work {
        Summary run() throws InterruptedException;
    }

    private KafkaFailures() {}

    /** Runs it; an exception of the client becomes one that names the brokers, or an interruption. */
    static Summary told(KafkaSettings kafka, ServerWait serverWait, Work work) throws InterruptedException {
        TlsProbe.check(kafka.transport(), kafka.addresses());
        try {
            return work.run();
        } catch (InterruptException e) {
            throw new InterruptedException(e.getMessage());
        } catch (TimeoutException e) {
            throw serverWait.noAnswer("Kafka at " + kafka.bootstrapServers(), e);
        } catch (KafkaException e) {
            throw KafkaRefusal.of(kafka, e)
                    .orElseGet(() -> new TaskException(
                            ExitStatus.FAILED,
                            "Kafka at %s failed: %s".formatted(kafka.bootstrapServers(), e.getMessage()),
                            e));
        }
    }
}
