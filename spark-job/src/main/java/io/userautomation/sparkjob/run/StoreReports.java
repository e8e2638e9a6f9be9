package io.userautomation.sparkjob.run;

import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.sparkjob.query.StoreBatches.WrittenListener;
import io.userautomation.stores.WriteOutcome.Written;
import io.userautomation.stores.WriteTally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports, per run, what one store has stored and how long it took. Nothing is stored less for a report that can't be
 * written, so that is only logged; the next one holds the same counts and more. Ids of runs that nobody has opened, which
 * anybody may write into records, are not reported.
 */
final class StoreReports implements WrittenListener {

    private static final Logger LOG = LoggerFactory.getLogger(StoreReports.class);

    /** A stream without end sees run after run; the reports of those left behind are on the topic. */
    private static final int RUNS_KEPT = 20;

    private final String store;
    private final Predicate<RunId> opened;
    private final Function<RunId, Optional<StoreReport>> earlier;
    private final ReportWriter writer;
    private final Map<RunId, RunTally> tallies = new LinkedHashMap<>(RUNS_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, RunTally> eldest) {
            return size() > RUNS_KEPT;
        }
    };

    /**
     * Reports of one store.
     *
     * @param opened whether a run has been opened, asked of one that is met for the first time
     * @param earlier what earlier jobs have reported of it
     */
    StoreReports(
            String store,
            Predicate<RunId> opened,
            Function<RunId, Optional<StoreReport>> earlier,
            ReportWriter writer) {
        this.store = store;
        this.opened = opened;
        this.earlier = earlier;
        this.writer = writer;
    }

    /** Another driver may have counted on since: the next report of each run goes on where the topic's last one ends. */
    synchronized void forget() {
        tallies.clear();
    }

    @Override
    public synchronized void written(List<Written> parts) throws InterruptedException {
        TreeSet<String> runs = new TreeSet<>();
        parts.forEach(part -> runs.addAll(part.counts().keySet()));
        if (runs.size() > WriteTally.MAX_RUNS) {
            LOG.warn("Records of many runs in one batch: not all of them are counted by run store={}", store);
        }
        for (String run : runs) {
            Optional<RunId> runId = runId(run);
            if (runId.isPresent()) {
                report(runId.get(), parts);
            }
        }
    }

    private void report(RunId runId, List<Written> parts) throws InterruptedException {
        try {
            RunTally tally = tallies.get(runId);
            if (tally == null) {
                if (!opened.test(runId)) {
                    LOG.debug("Records of a run that nobody has opened run_id={} store={}", runId, store);
                    return;
                }
                tally = continuing(runId, earlier.apply(runId));
                tallies.put(runId, tally);
            }
            tally.add(runId, parts);
            writer.write(tally.report(runId, store));
        } catch (KafkaException e) {
            LOG.warn("A store report could not be written run_id={} store={} reason={}", runId, store, e.getMessage());
            LOG.debug("A store report could not be written", e);
        }
    }

    /** The next report takes the place of one that can't be read. */
    private RunTally continuing(RunId runId, Optional<StoreReport> report) {
        try {
            return RunTally.continuing(report);
        } catch (IllegalArgumentException e) {
            // Without its message, which may hold some of the content.
            LOG.warn(
                    "The latencies of the last store report can't be read: counting anew run_id={} store={}",
                    runId,
                    store);
            return RunTally.continuing(Optional.empty());
        }
    }

    /** Empty for records of no run, and for headers that are no run id. */
    private static Optional<RunId> runId(String text) {
        try {
            return Optional.of(new RunId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Puts a report on the runs topic. */
    @FunctionalInterface
    interface ReportWriter {
        void write(StoreReport report) throws InterruptedException;
    }
}
