package io.userautomation.sparkjob.checkpoint;

/** Another driver works on the checkpoint; the cause of the TaskException that says so. */
public final class CheckpointInUseException extends Exception {

    private static final long serialVersionUID = 1L;
}
