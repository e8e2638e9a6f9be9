package io.userautomation.sparkjob.query;

import io.userautomation.commandline.ExitStatus;
import io.userautomation.commandline.TaskException;
import io.userautomation.kafka.formats.RegisteredSchemas;
import io.userautomation.sparkjob.source.RecordDecoder;
import io.userautomation.stores.DeadLetterWriter;
import io.userautomation.stores.StoreUnavailableException;
import io.userautomation.stores.StoreWriter;
import io.userautomation.stores.WriteOutcome.RunCounts;
import io.userautomation.stores.WriteOutcome.Written;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores the valid records of each batch in one store, waiting on the driver while its database is away. */
public final class StoreBatches implements Batches {

    private static final Logger LOG = LoggerFactory.getLogger(StoreBatches.class);

    private final StoreWriter writer;
    private final DeadLetterWriter letters;
    private final SchemaAsk registry;
    private final String table;
    private final OutageWait startWait;
    private final OutageWait outageWait;
    private final BatchAttempts attempts;
    private final WrittenListener listener;
    private volatile Totals totals = Totals.NONE;

    /**
     * @param letters takes what is invalid in a registry's format
     * @param registry asked for schemas that records name
     * @param startWait how long to wait for the database before the first batch
     * @param outageWait how long to wait for it later
     * @param listener hears of each batch
     */
    public StoreBatches(
            StoreWriter writer,
            DeadLetterWriter letters,
            SchemaAsk registry,
            String table,
            OutageWait startWait,
            OutageWait outageWait,
            WrittenListener listener) {
        this.writer = writer;
        this.letters = letters;
        this.registry = registry;
        this.table = table;
        this.startWait = startWait;
        this.outageWait = outageWait;
        this.attempts = new BatchAttempts(name(), outageWait, writer::probe);
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
    public void require(Target target) {
        try {
            if (!writer.tableIdentity().equals(target.identity())) {
                throw new TaskException(
                        ExitStatus.FAILED,
                        "%s holds another table %s than the one that was written: the query begins anew, and stores in it what"
                                        .formatted(name(), table)
                                + " Kafka still has");
            }
        } catch (StoreUnavailableException e) {
            LOG.debug("The table could not be looked at query={}", name(), e);
        }
    }

    @Override
    public void process(JavaRDD<Row> records) throws InterruptedException {
        AtomicReference<RegisteredSchemas> schemas = new AtomicReference<>(registry.known());
        List<Written> written = attempts.run(
                acknowledged -> records.mapPartitions(storing(writer, letters, schemas.get(), acknowledged))
                        .collect(),
                schema -> schemas.set(registry.ask(schema)));
        List<RunCounts> counts = written.stream()
                .flatMap(part -> part.counts().values().stream())
                .toList();
        totals = totals.plusBatch(
                counts.stream().mapToLong(RunCounts::stored).sum(),
                counts.stream().mapToLong(RunCounts::deadLettered).sum());
        listener.written(written);
    }

    @Override
    public Optional<String> waitsFor() {
        return startWait.reason().or(outageWait::reason);
    }

    @Override
    public Totals totals() {
        return totals;
    }

    private Target verifiedTarget() throws StoreUnavailableException {
        writer.verify();
        return new Target(table, writer.tableIdentity());
    }

    /** Holds no more than this: it travels to the executors. */
    private static FlatMapFunction<Iterator<Row>, Part<Written>> storing(
            StoreWriter writer, DeadLetterWriter letters, RegisteredSchemas schemas, Acknowledged acknowledged) {
        return rows -> List.of(StorePart.store(
                        RecordDecoder.decode(rows), writer, letters, schemas, Slice.OF_A_TASK, acknowledged))
                .iterator();
    }

    /** Hears what each batch has written. */
    @FunctionalInterface
    public interface WrittenListener {
        void written(List<Written> parts) throws InterruptedException;
    }
}
