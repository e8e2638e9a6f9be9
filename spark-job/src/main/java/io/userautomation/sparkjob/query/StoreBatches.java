package io.userautomation.sparkjob.query;

import io.userautomation.sparkjob.source.RecordDecoder;
import io.userautomation.sparkjob.transform.Screening;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Unavailable;
import io.userautomation.stores.WriteOutcome.Written;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/** Stores the valid records of each batch in one store, waiting on the driver while its database is away. */
public final class StoreBatches implements Batches {

    private final StoreWriter writer;
    private final String address;
    private final String table;
    private final OutageWait startWait;
    private final OutageWait outageWait;
    private final WrittenListener listener;
    private volatile Totals totals = Totals.NONE;

    /**
     * @param startWait how long to wait for the database before the first batch
     * @param outageWait how long to wait for it later
     * @param listener hears of each batch
     */
    public StoreBatches(
            StoreWriter writer,
            String address,
            String table,
            OutageWait startWait,
            OutageWait outageWait,
            WrittenListener listener) {
        this.writer = writer;
        this.address = address;
        this.table = table;
        this.startWait = startWait;
        this.outageWait = outageWait;
        this.listener = listener;
    }

    @Override
    public String name() {
        return writer.store();
    }

    @Override
    public Target prepare() throws InterruptedException {
        return startWait.retry(name(), this::verifiedTarget, () -> {});
    }

    @Override
    public void take(JavaRDD<Row> records) throws InterruptedException {
        List<Written> written = outageWait.retry(name(), () -> stored(records), writer::probe);
        List<RunCounts> counts = written.stream()
                .flatMap(part -> part.counts().values().stream())
                .toList();
        totals = totals.plusBatch(
                counts.stream().mapToLong(RunCounts::stored).sum(),
                counts.stream().mapToLong(RunCounts::deadLettered).sum());
        listener.written(written);
    }

    @Override
    public Totals totals() {
        return totals;
    }

    private Target verifiedTarget() throws StoreUnavailableException {
        writer.verify();
        return new Target(address, table, writer.tableIdentity());
    }

    private List<Written> stored(JavaRDD<Row> records) throws StoreUnavailableException {
        List<Written> written = new ArrayList<>();
        for (WriteOutcome outcome : records.mapPartitions(storing(writer)).collect()) {
            if (outcome instanceof Unavailable unavailable) {
                throw new StoreUnavailableException(unavailable.reason(), null);
            }
            written.add((Written) outcome);
        }
        return written;
    }

    /** Holds the writer alone: it travels to the executors. */
    private static FlatMapFunction<Iterator<Row>, WriteOutcome> storing(StoreWriter writer) {
        return rows -> List.of(writer.write(Screening.valid(RecordDecoder.decode(rows))))
                .iterator();
    }

    /** Hears what each batch has written. */
    @FunctionalInterface
    public interface WrittenListener {
        void written(List<Written> parts) throws InterruptedException;
    }
}
