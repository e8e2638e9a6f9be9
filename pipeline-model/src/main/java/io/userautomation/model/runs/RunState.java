package io.userautomation.model.runs;

/** Whether more records of a run may come. */
public enum RunState {
    OPEN,
    CLOSED
}
