package io.userautomation.sparkjob.query;

import io.userautomation.contract.record.DeadLetterHeaders;
import io.userautomation.contract.record.UserRecordValidator;
import io.userautomation.sparkjob.sink.DeadLetter;
import io.userautomation.sparkjob.sink.DeadLetterWriter;
import io.userautomation.sparkjob.source.RecordDecoder;
import io.userautomation.sparkjob.transform.InvalidRecord;
import io.userautomation.sparkjob.transform.Screening;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sends the invalid records of each batch to the dead letters. */
public final class DeadLetterBatches implements Batches {

    private final DeadLetterWriter writer;
    private final Target target;
    private volatile Totals totals = Totals.NONE;

    public DeadLetterBatches(DeadLetterWriter writer, Target target) {
        this.writer = writer;
        this.target = target;
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
    public void take(Dataset<Row> batch) {
        long sent = batch.javaRDD().mapPartitions(sending(writer)).collect().stream()
                .mapToLong(Long::longValue)
                .sum();
        totals = totals.plusBatch(0, sent);
    }

    @Override
    public Totals totals() {
        return totals;
    }

    private static FlatMapFunction<Iterator<Row>, Long> sending(DeadLetterWriter writer) {
        return rows -> List.of(send(Screening.invalid(RecordDecoder.decode(rows)), writer))
                .iterator();
    }

    private static long send(Iterator<InvalidRecord> invalid, DeadLetterWriter writer) {
        long sent = 0;
        while (invalid.hasNext()) {
            InvalidRecord record = invalid.next();
            writer.send(
                    record.origin(),
                    new DeadLetter(
                            DeadLetterHeaders.STAGE_VALIDATE,
                            UserRecordValidator.class.getName(),
                            record.reason(),
                            null));
            sent++;
        }
        if (sent > 0) {
            writer.flush();
        }
        return sent;
    }
}
