package io.userautomation.contract.runs;

/** How far an attempt to publish has come. */
public enum PublishState {
    RUNNING,
    COMPLETED,
    FAILED
}
