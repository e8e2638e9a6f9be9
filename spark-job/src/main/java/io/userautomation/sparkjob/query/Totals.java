package io.userautomation.sparkjob.query;

/**
 * What one query has done since the job started.
 *
 * @param stored rows acknowledged
 * @param deadLettered records acknowledged in the dead letters
 * @param batches batches that had records
 */
public record Totals(long stored, long deadLettered, long batches) {

    public static final Totals NONE = new Totals(0, 0, 0);

    Totals plusBatch(long moreStored, long moreDeadLettered) {
        return new Totals(stored + moreStored, deadLettered + moreDeadLettered, batches + 1);
    }
}
