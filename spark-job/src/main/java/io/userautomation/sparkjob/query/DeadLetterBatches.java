package io.userautomation.sparkjob.query;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.sparkjob.source.RecordDecoder;
import io.userautomation.stores.DeadLetterWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Sends the invalid records of each batch to the dead letters, waiting on the driver while the brokers are away. */
public final class DeadLetterBatches implements Batches {

    /** The query's. */
    public static final String NAME = "dead_letters";

    private final DeadLetterWriter writer;
    private final LettersTopic topic;
    private final BatchAttempts attempts;
    private volatile Totals totals = Totals.NONE;

    /** @param outageWait how long to wait for brokers that don't take the letters */
    public DeadLetterBatches(DeadLetterWriter writer, LettersTopic topic, OutageWait outageWait) {
        this.writer = writer;
        this.topic = topic;
        this.attempts = new BatchAttempts(name(), outageWait, writer::probe);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Target prepare() throws InterruptedException {
        return new Target(topic.name(), topic.id());
    }

    @Override
    public void require(Target target) throws InterruptedException {
        if (topic.idIfAnswered().filter(id -> !id.equals(target.identity())).isPresent()) {
            throw new TaskException(
                    ExitStatus.FAILED,
                    "topic %s is another one than the one that was written: the query begins anew, and writes to it what Kafka"
                                    .formatted(topic.name())
                            + " still has");
        }
    }

    /** An executor that is lost may leave letters twice, which changes nothing: who reads them goes by what they stand for. */
    @Override
    public void process(JavaRDD<Row> records) throws InterruptedException {
        List<Long> sent = attempts.run(acknowledged ->
                records.mapPartitions(sending(writer, acknowledged)).collect());
        totals = totals.plusBatch(0, sent.stream().mapToLong(Long::longValue).sum());
    }

    @Override
    public Totals totals() {
        return totals;
    }

    /** Holds the writer alone: it travels to the executors. */
    private static FlatMapFunction<Iterator<Row>, Part<Long>> sending(
            DeadLetterWriter writer, Acknowledged acknowledged) {
        return rows -> List.of(LetterPart.send(RecordDecoder.decode(rows), writer, acknowledged))
                .iterator();
    }

    /** The topic of the dead letters, as the brokers know it. */
    public interface LettersTopic {

        String name();

        /**
         * Another one once the topic is created anew.
         *
         * @throws TaskException when it is missing, or no broker answers before the deadline
         */
        String id() throws InterruptedException;

        /**
         * As {@link #id}, but empty where the brokers don't answer within seconds.
         *
         * @throws TaskException when it is missing
         */
        Optional<String> idIfAnswered() throws InterruptedException;
    }
}
