package io.userautomation.sparkjob.query;

import io.userautomation.sparkjob.source.RecordDecoder;
import io.userautomation.stores.DeadLetterWriter;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Sends the invalid records of each batch to the dead letters, waiting on the driver while the brokers are away. */
public final class DeadLetterBatches implements Batches {

    /** The query's. */
    public static final String NAME = "dead_letters";

    private final DeadLetterWriter writer;
    private final Target target;
    private final BatchAttempts attempts;
    private volatile Totals totals = Totals.NONE;

    /** @param outageWait how long to wait for brokers that don't take the letters */
    public DeadLetterBatches(DeadLetterWriter writer, Target target, OutageWait outageWait) {
        this.writer = writer;
        this.target = target;
        this.attempts = new BatchAttempts(name(), outageWait, writer::probe);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Target prepare() {
        return target;
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
}
