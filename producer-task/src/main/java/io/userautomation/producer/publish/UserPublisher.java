package io.userautomation.producer.publish;

import io.userautomation.kafka.formats.RecordEncoder;
import io.userautomation.kafka.formats.RecordFormat;
import io.userautomation.kafka.headers.DeadLetterHeaders;
import io.userautomation.kafka.headers.RecordHeaders;
import io.userautomation.kafka.settings.TopicSettings;
import io.userautomation.model.record.UserRecord;
import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.model.record.Validation;
import io.userautomation.model.runs.RunId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Sends users to their topic, and those that the validator refuses to the dead letters; counts acknowledgements. */
public final class UserPublisher implements AutoCloseable {

    /** Short of what a signal leaves a task, since the attempt's end is still to be written then. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final TopicSettings topics;
    private final Tally tally;
    private final RecordEncoder encoder;
    private final List<Header> headers;
    private final List<Header> deadLetterHeaders;
    private volatile Exception failure;

    /**
     * @param encoder writes the users; dead letters are JSON in any case
     * @param tally hears of each acknowledgement
     */
    public UserPublisher(
            Producer<byte[], byte[]> producer, TopicSettings topics, RunId runId, RecordEncoder encoder, Tally tally) {
        this.producer = producer;
        this.topics = topics;
        this.tally = tally;
        this.encoder = encoder;
        this.headers = headers(runId, encoder.format());
        this.deadLetterHeaders = headers(runId, RecordFormat.JSON);
    }

    private static List<Header> headers(RunId runId, RecordFormat format) {
        return List.of(
                header(RecordHeaders.RUN_ID, runId.value()),
                header(RecordHeaders.SCHEMA_VERSION, UserRecord.SCHEMA_VERSION),
                header(RecordHeaders.CONTENT_TYPE, format.contentType()));
    }

    /**
     * Takes one user over: {@link #prepare} and {@link #send}.
     *
     * @throws KafkaException when the producer's buffer stays full, or a record before this one was not acknowledged
     */
    public void publish(UserRecord user) {
        send(prepare(user));
    }

    /** Checks a user and writes it: its record, or its dead letter where the validator refuses it. */
    public ProducerRecord<byte[], byte[]> prepare(UserRecord user) {
        Validation verdict = UserRecordValidator.validate(user);
        if (verdict instanceof Validation.Invalid invalid) {
            return deadLetter(user, invalid.reason());
        }
        UserRecord valid = ((Validation.Valid) verdict).user();
        return new ProducerRecord<>(topics.users(), null, utf8(valid.id()), encoder.write(valid), headers);
    }

    /**
     * Takes a prepared record over; blocks while the producer's buffer is full.
     *
     * @throws KafkaException when it stays full, or a record before this one was not acknowledged
     */
    public void send(ProducerRecord<byte[], byte[]> record) {
        requireNoFailure();
        tally.fetched();
        if (record.topic().equals(topics.deadLetters())) {
            send(record, tally::rejected);
        } else {
            send(record, tally::published);
        }
    }

    /**
     * Waits until everything is acknowledged.
     *
     * @throws KafkaException when something was not
     */
    public void flush() {
        producer.flush();
        requireNoFailure();
    }

    /** Gives what is under way a moment; after a {@link #flush} nothing is. */
    @Override
    public void close() {
        producer.close(PATIENCE);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private void send(ProducerRecord<byte[], byte[]> record, Runnable acknowledged) {
        producer.send(record, (metadata, exception) -> {
            if (exception == null) {
                acknowledged.run();
            } else if (failure == null) {
                failure = exception;
            }
        });
    }

    private ProducerRecord<byte[], byte[]> deadLetter(UserRecord user, String reason) {
        List<Header> all = new ArrayList<>(deadLetterHeaders);
        all.add(header(DeadLetterHeaders.STAGE, DeadLetterHeaders.STAGE_PUBLISH));
        all.add(header(DeadLetterHeaders.EXCEPTION_CLASS, Validation.Invalid.class.getName()));
        all.add(header(DeadLetterHeaders.EXCEPTION_MESSAGE, reason));
        byte[] key = user.id() == null ? null : utf8(RefusedUser.fitting(user.id()));
        return new ProducerRecord<>(topics.deadLetters(), null, key, RefusedUser.json(user), all);
    }

    private void requireNoFailure() {
        Exception first = failure;
        if (first != null) {
            throw first instanceof KafkaException kafka ? kafka : new KafkaException(first.getMessage(), first);
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
