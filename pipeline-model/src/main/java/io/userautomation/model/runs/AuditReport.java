package io.userautomation.model.runs;

import java.time.Instant;
import java.util.Objects;

/**
 * What the last audit of a run has found.
 *
 * @param format 2, by which a reader that knows no audits passes it over without a word
 * @param runId the run
 * @param epoch of the manifest that was judged
 * @param verdict the audit's
 * @param deadLettered distinct users that are dead letters instead
 * @param missing users without a row, and records that the topic has lost
 * @param different users whose row has other content
 * @param auditedAt when, by the auditor's clock
 */
public record AuditReport(
        int format,
        String runId,
        long epoch,
        AuditVerdict verdict,
        long deadLettered,
        long missing,
        long different,
        Instant auditedAt) {

    /** Higher than any manifest's that older releases read. */
    private static final int FORMAT = 2;

    public AuditReport {
        new RunId(runId);
        Objects.requireNonNull(verdict, "verdict");
        Objects.requireNonNull(auditedAt, "auditedAt");
    }

    /** A report of today's form. */
    public static AuditReport of(
            RunManifest manifest,
            AuditVerdict verdict,
            long deadLettered,
            long missing,
            long different,
            Instant auditedAt) {
        return new AuditReport(
                FORMAT, manifest.runId(), manifest.epoch(), verdict, deadLettered, missing, different, auditedAt);
    }
}
