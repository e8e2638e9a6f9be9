package io.userautomation.model.runs;

/** What became of a closed run's publishing. */
public enum RunOutcome {
    /** An attempt to publish ended with all that was asked for acknowledged, or said how much it fell short. */
    COMPLETED,
    /** No attempt ended well, or none was made. */
    FAILED
}
