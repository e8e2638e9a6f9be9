package io.userautomation.contract.runs;

/** Whether more records of a run may come. */
public enum RunState {
    OPEN,
    CLOSED
}
