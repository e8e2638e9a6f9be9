package io.userautomation.metricsexporter;

import io.userautomation.model.runs.AuditReport;
import io.userautomation.model.runs.PublishCounts;
import io.userautomation.model.runs.PublishProgress;
import io.userautomation.model.runs.RunManifest;
import io.userautomation.model.runs.RunSnapshot;
import java.util.Optional;

/**
 * A run as the runs topic has it.
 *
 * @param run with a manifest
 * @param lastAudit of whichever epoch
 */
record JudgedRun(RunSnapshot run, Optional<AuditReport> lastAudit) {

    RunManifest manifest() {
        return run.manifest();
    }

    /** The audit of what counts now; one of an earlier epoch says nothing of it. */
    Optional<AuditReport> audit() {
        return lastAudit.filter(report -> report.epoch() == manifest().epoch());
    }

    /** The run's once it is closed, before that those of the attempt that got furthest. */
    PublishCounts counts() {
        return run.isClosed()
                ? manifest().counts()
                : run.bestAttempt().map(PublishProgress::counts).orElse(PublishCounts.NONE);
    }
}
