package io.userautomation.kafka.registry;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.UserRecordReader;
import io.userautomation.kafka.settings.SchemaRegistrySettings;
import io.userautomation.model.record.IncomingRecord.Header;
import io.userautomation.model.record.Validation;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/**
 * Reads and judges records one after another, in one process, and asks the registry when one names a schema that isn't known.
 * Belongs to one thread.
 */
public final class TopicRecordReader {

    private static final Duration PAUSE = Duration.ofMillis(500);

    /** No more often, however many records name a schema that is unknown. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(10);

    private final SubjectSchemas schemas;
    private final Duration patience;
    private UserRecordReader known;
    private UserRecordReader asked;
    private long askedAt;

    /**
     * A reader that asks nobody before it has to.
     *
     * @param topic the users topic
     * @param patience how long a registry that does not answer is waited for
     */
    public TopicRecordReader(SchemaRegistrySettings settings, String topic, Duration patience) {
        this.schemas = new SubjectSchemas(settings, topic);
        this.patience = patience;
        this.known = new UserRecordReader(schemas.known());
    }

    /**
     * Reads and judges one.
     *
     * @param value the raw bytes; null for a tombstone
     * @throws TaskException for status 1 when the registry does not answer in time, or refuses the login; for status 4 when
     *     the thread is interrupted
     */
    public Validation read(byte[] value, Headers headers) {
        List<Header> all = UserRecordReader.headers(headers);
        String unknown = known.toAskFor(value, all).orElse(null);
        if (unknown == null) {
            return known.read(value, all);
        }
        if (asked == null || System.nanoTime() - askedAt > BETWEEN_QUESTIONS.toNanos()) {
            ask(unknown);
        }
        return asked.read(value, all);
    }

    private void ask(String schema) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                asked = new UserRecordReader(schemas.asked(schema));
                known = new UserRecordReader(schemas.known());
                askedAt = System.nanoTime();
                return;
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() > deadline) {
                    throw new TaskException(
                            ExitStatus.FAILED, "%s, for %s s now".formatted(e.getMessage(), patience.toSeconds()), e);
                }
                pause();
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static TaskException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new TaskException(ExitStatus.INTERRUPTED, "interrupted while the schema registry was asked", cause);
    }
}
