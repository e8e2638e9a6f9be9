package io.userautomation.deadletters.replay;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.deadletters.settings.ClusterSettings;
import io.userautomation.kafka.deadletters.DeadLetter;
import io.userautomation.kafka.deadletters.ReplayMarker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownServerException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends replayed records together with their markers: both are there, or neither. Of all who replay dead letters of one topic
 * the one that began last is the only one whose transactions are taken.
 */
final class ReplayTransactions implements AutoCloseable {

    /** Within what a signal leaves a task; an open transaction is taken back meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A dead letter that came compressed may be larger than the client's limit, which is on the uncompressed record. */
    private static final int MAX_REQUEST_BYTES = 64 * 1024 * 1024;

    /** Brokers refuse a transaction of more than 15 minutes unless they are told otherwise. */
    private static final Duration MAX_TRANSACTION_TIMEOUT = Duration.ofMinutes(10);

    /** A few hundred users; the default holds some thirty. */
    private static final int BATCH_BYTES = 128 * 1024;

    private final Producer<byte[], byte[]> producer;
    private final String transactionalId;
    private final int deadLettersPerTransaction;
    private int open;
    private long committed;

    ReplayTransactions(Producer<byte[], byte[]> producer, String transactionalId, int deadLettersPerTransaction) {
        this.producer = producer;
        this.transactionalId = transactionalId;
        this.deadLettersPerTransaction = deadLettersPerTransaction;
    }

    /**
     * Takes over from whoever replayed before, running or killed: when this returns, its open transaction has been taken
     * back, and it can commit no other. What it has committed can be read.
     */
    static ReplayTransactions begin(ClusterSettings cluster, int deadLettersPerTransaction) {
        String transactionalId = "user_automation.replay." + cluster.topics().users();
        Map<String, Object> properties = new HashMap<>(cluster.producerProperties());
        properties.put("transactional.id", transactionalId);
        properties.put("transaction.timeout.ms", (int)
                Math.min(cluster.timeout().toMillis(), MAX_TRANSACTION_TIMEOUT.toMillis()));
        properties.put("acks", "all");
        properties.put("linger.ms", 5);
        properties.put("batch.size", BATCH_BYTES);
        // What came compressed must go compressed as well.
        properties.put("compression.type", "zstd");
        properties.put("max.request.size", MAX_REQUEST_BYTES);
        properties.put("buffer.memory", (long) MAX_REQUEST_BYTES);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        return new ReplayTransactions(producer, transactionalId, deadLettersPerTransaction);
    }

    /** Sends one, and commits when there are enough. @throws TaskException when a later replay has taken over */
    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if a record has
    void send(DeadLetter deadLetter, ProducerRecord<byte[], byte[]> replayed) {
        unlessFenced(() -> {
            if (open == 0) {
                producer.beginTransaction();
            }
            producer.send(replayed);
            producer.send(ReplayMarker.of(deadLetter));
            open++;
        });
        if (open == deadLettersPerTransaction) {
            commit();
        }
    }

    /** Commits what is open. @throws TaskException when a later replay has taken over */
    void commit() {
        if (open > 0) {
            unlessFenced(producer::commitTransaction);
            committed += open;
            open = 0;
        }
    }

    /** Letters that are replayed for certain. */
    long committed() {
        return committed;
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        producer.close(PATIENCE);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void unlessFenced(Runnable step) {
        try {
            step.run();
        } catch (KafkaException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (isFencing(cause)) {
                    throw new TaskException(
                            ExitStatus.FAILED,
                            "another replay of the same dead letters has taken over (transactional.id %s), or Kafka could not finish a transaction, which took too long or met a failing broker; this one has stopped, and what it has not committed is left to the next"
                                    .formatted(transactionalId),
                            e);
                }
            }
            throw e;
        }
    }

    private static boolean isFencing(Throwable cause) {
        return cause instanceof ProducerFencedException
                || cause instanceof InvalidProducerEpochException
                // A commit whose transaction has been taken back meanwhile (KAFKA-20785).
                || cause instanceof InvalidTxnStateException
                // A commit in the very moment of the take-over: the coordinator finds the fence pending.
                || cause instanceof UnknownServerException;
    }
}
