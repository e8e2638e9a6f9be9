package io.userautomation.sparkjob.run;

import java.time.Duration;

/** Says of a query that has failed whether it is started again. */
@FunctionalInterface
interface RestartPolicy {

    /**
     * Asked after each failure.
     *
     * @param failure what the query ended with
     * @param down since when it stores nothing
     */
    boolean startsAgain(Throwable failure, Duration down);

    /** A stream lives until its signal: even what no waiting mends, somebody may mend. */
    static RestartPolicy ofStream() {
        return (failure, down) -> true;
    }

    /**
     * Of a job that follows a run: what waiting may mend is tried until an outage's deadline. A later job tries the rest.
     *
     * @param open whether the run may still get records when the job starts; over a closed one, a database that was waited
     *     for in vain fails the query
     */
    static RestartPolicy ofRun(Duration outageDeadline, boolean open) {
        return (failure, down) ->
                (Failures.isOutage(failure) || Failures.isLogReplaced(failure) || Failures.isOvertaken(failure))
                        && down.compareTo(outageDeadline) < 0
                        && (open || Failures.waited(failure).isZero());
    }
}
