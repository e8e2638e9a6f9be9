package io.userautomation.model.runs;

/** How far an attempt to publish has come. */
public enum PublishState {
    RUNNING,
    COMPLETED,
    FAILED
}
