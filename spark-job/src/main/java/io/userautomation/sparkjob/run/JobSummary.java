package io.userautomation.sparkjob.run;

import io.userautomation.commandline.Summary;
import io.userautomation.model.runs.RunId;
import io.userautomation.model.runs.StoreReport;
import io.userautomation.sparkjob.query.Query;
import io.userautomation.sparkjob.query.Totals;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a job says at its end. */
final class JobSummary {

    private static final String STREAM = "stream";
    private static final String ITSELF = "itself";

    private JobSummary() {}

    /**
     * By query, what was stored and by whom.
     *
     * @param runId the run that the job followed; empty for a stream
     * @param reports what stands on the runs topic of a store and this run
     */
    static Summary of(
            Optional<RunId> runId, List<? extends Query> queries, Function<String, Optional<StoreReport>> reports) {
        Summary summary = new Summary().with("run_id", runId.map(RunId::value).orElse(null));
        if (runId.isPresent()) {
            summary.with("stored_by", by(queries.stream().allMatch(Query::isFollowed)));
        }
        for (Query query : queries) {
            Optional<StoreReport> report = reports.apply(query.batches().name());
            Map<String, Object> figures = new LinkedHashMap<>();
            if (query.isFollowed()) {
                figures.put("stored", report.map(StoreReport::stored).orElse(null));
                figures.put(
                        "dead_lettered", report.map(StoreReport::deadLettered).orElse(null));
            } else {
                Totals totals = query.batches().totals();
                figures.put("stored", totals.stored());
                figures.put("dead_lettered", totals.deadLettered());
                figures.put("batches", totals.batches());
            }
            if (runId.isPresent()) {
                figures.put("stored_by", by(query.isFollowed()));
            }
            report.ifPresent(found -> figures.put("latency_millis", latency(found)));
            summary.with(query.batches().name(), figures);
        }
        return summary;
    }

    private static String by(boolean followed) {
        return followed ? STREAM : ITSELF;
    }

    private static Map<String, Long> latency(StoreReport report) {
        Map<String, Long> latency = new LinkedHashMap<>();
        latency.put("p50", report.latencyP50Millis());
        latency.put("p95", report.latencyP95Millis());
        latency.put("p99", report.latencyP99Millis());
        latency.put("max", report.latencyMaxMillis());
        return latency;
    }
}
