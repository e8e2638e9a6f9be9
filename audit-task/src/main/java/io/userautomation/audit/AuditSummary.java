package io.userautomation.audit;

import io.userautomation.commandline.Summary;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.model.runs.StoreReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The audit's figures, as the task's last line carries them. */
final class AuditSummary {

    private AuditSummary() {}

    /** A run that can't be judged yet. */
    static Summary open(RunManifest manifest) {
        return new Summary()
                .with("run_id", manifest.runId())
                .with("state", "open")
                .with("epoch", manifest.epoch());
    }

    static Summary closed(RunSnapshot run, Evidence evidence, Map<String, Long> lags, boolean proven) {
        RunManifest manifest = run.manifest();
        PublishCounts counts = manifest.counts();
        Summary summary = new Summary()
                .with("run_id", manifest.runId())
                .with("state", proven ? "proven" : "not_proven")
                .with("epoch", manifest.epoch())
                .with("outcome", manifest.outcome())
                .with("asked_for", manifest.request().users())
                .with("fetched", counts.fetched())
                .with("short_of", counts.shortOf())
                .with("published", counts.published())
                .with("rejected", counts.rejected())
                .with("distinct", evidence.distinct());
        return evidence(summary, run::report, evidence, lags);
    }

    /** All that was published since some time. */
    static Summary since(Instant since, Evidence evidence, Map<String, Long> lags, boolean proven) {
        Summary summary = new Summary()
                .with("since", since.toString())
                .with("state", proven ? "proven" : "not_proven")
                .with("distinct", evidence.distinct());
        return evidence(summary, store -> Optional.empty(), evidence, lags);
    }

    /** @param reports what the Spark job has reported of each store */
    private static Summary evidence(
            Summary summary,
            Function<String, Optional<StoreReport>> reports,
            Evidence evidence,
            Map<String, Long> lags) {
        for (String store : evidence.stores().keySet()) {
            summary.with("stored_" + store, evidence.stores().get(store).stored());
        }
        summary.with("dead_lettered", evidence.deadLettered())
                .with("missing", evidence.missing() + evidence.lostRecords())
                .with("different", evidence.different())
                .with("expired", evidence.expired());
        for (String store : evidence.stores().keySet()) {
            summary.with(
                    store, store(reports.apply(store), evidence.stores().get(store), lags.getOrDefault(store, 0L)));
        }
        return summary;
    }

    private static Map<String, Object> store(Optional<StoreReport> report, StoreEvidence evidence, long lag) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("stored", evidence.stored());
        figures.put("dead_lettered", evidence.deadLettered());
        figures.put("missing", evidence.missing());
        figures.put("different", evidence.different());
        figures.put("behind", lag);
        figures.put("latency_millis", report.map(AuditSummary::latency).orElse(null));
        return figures;
    }

    private static Map<String, Object> latency(StoreReport report) {
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("p50", report.latencyP50Millis());
        latency.put("p95", report.latencyP95Millis());
        latency.put("p99", report.latencyP99Millis());
        latency.put("max", report.latencyMaxMillis());
        return latency;
    }
}
