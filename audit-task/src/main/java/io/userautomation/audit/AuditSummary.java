package io.userautomation.audit;

import io.userautomation.commandline.Summary;
import io.userautomation.model.Sink;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import io.userautomation.model.runs.StoreReport;
import java.util.LinkedHashMap;
import java.util.Map;

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

    static Summary closed(RunSnapshot run, Evidence evidence, Map<Sink, Long> lags, boolean proven) {
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
        for (Sink sink : Sink.values()) {
            summary.with("stored_" + sink.label(), evidence.sinks().get(sink).stored());
        }
        summary.with("dead_lettered", evidence.deadLettered())
                .with("missing", evidence.missing() + evidence.lostRecords())
                .with("different", evidence.different())
                .with("expired", evidence.expired());
        for (Sink sink : Sink.values()) {
            summary.with(sink.label(), sink(run, sink, evidence.sinks().get(sink), lags.getOrDefault(sink, 0L)));
        }
        return summary;
    }

    private static Map<String, Object> sink(RunSnapshot run, Sink sink, SinkEvidence evidence, long lag) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("stored", evidence.stored());
        figures.put("dead_lettered", evidence.deadLettered());
        figures.put("missing", evidence.missing());
        figures.put("different", evidence.different());
        figures.put("behind", lag);
        figures.put(
                "latency_millis", run.report(sink).map(AuditSummary::latency).orElse(null));
        return figures;
    }

    private static Map<String, Object> latency(StoreReport report) {
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("p50", report.latencyP50Millis());
        latency.put("p95", report.latencyP95Millis());
        latency.put("max", report.latencyMaxMillis());
        return latency;
    }
}
