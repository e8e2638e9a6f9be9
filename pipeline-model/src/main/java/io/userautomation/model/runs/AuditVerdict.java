package io.userautomation.model.runs;

/** What an audit says of a closed run. */
public enum AuditVerdict {
    /** Every published user is stored everywhere, or dead-lettered within the budget. */
    PROVEN,
    /** Something is missing, differs, or was dead-lettered beyond the budget. */
    NOT_PROVEN
}
