package io.userautomation.sparkjob.query;

import io.userautomation.model.record.UserRecordValidator;
import io.userautomation.sparkjob.source.RecordDecoder;
import io.userautomation.sparkjob.transform.InvalidRecord;
import io.userautomation.sparkjob.transform.Screening;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.DeadLettersUnavailableException;
import io.userautomation.stores.Refusal;
import io.userautomation.stores.StoreUnavailableException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Sends the invalid records of each batch to the dead letters, waiting on the driver while the brokers are away. */
public final class DeadLetterBatches implements Batches {

    private final DeadLetterWriter writer;
    private final Target target;
    private final OutageWait outageWait;
    private volatile Totals totals = Totals.NONE;

    /** @param outageWait how long to wait for brokers that don't take the letters */
    public DeadLetterBatches(DeadLetterWriter writer, Target target, OutageWait outageWait) {
        this.writer = writer;
        this.target = target;
        this.outageWait = outageWait;
    }

    @Override
    public String name() {
        return "dead_letters";
    }

    @Override
    public Target prepare() {
        return target;
    }

    @Override
    public void take(JavaRDD<Row> records) throws InterruptedException {
        totals = totals.plusBatch(0, outageWait.retry(name(), () -> sent(records), writer::probe));
    }

    @Override
    public Totals totals() {
        return totals;
    }

    /** A batch that is sent again repeats letters, which changes nothing: who reads them goes by what they stand for. */
    private long sent(JavaRDD<Row> records) throws StoreUnavailableException {
        long sent = 0;
        for (Part part : records.mapPartitions(sending(writer)).collect()) {
            if (part.outage() != null) {
                throw new StoreUnavailableException(part.outage(), null);
            }
            sent += part.sent();
        }
        return sent;
    }

    /** Holds the writer alone: it travels to the executors. */
    private static FlatMapFunction<Iterator<Row>, Part> sending(DeadLetterWriter writer) {
        return rows -> List.of(send(Screening.invalid(RecordDecoder.decode(rows)), writer))
                .iterator();
    }

    private static Part send(Iterator<InvalidRecord> invalid, DeadLetterWriter writer) {
        long sent = 0;
        try {
            while (invalid.hasNext()) {
                InvalidRecord record = invalid.next();
                writer.send(record.origin(), new Refusal(UserRecordValidator.class.getName(), record.reason(), null));
                sent++;
            }
            if (sent > 0) {
                writer.flush();
            }
            return new Part(sent, null);
        } catch (DeadLettersUnavailableException e) {
            return new Part(0, e.getMessage());
        }
    }

    /**
     * What became of one partition of a batch.
     *
     * @param sent letters acknowledged
     * @param outage why they were not, which waiting may end; null where they were
     */
    private record Part(long sent, String outage) implements Serializable {}
}
