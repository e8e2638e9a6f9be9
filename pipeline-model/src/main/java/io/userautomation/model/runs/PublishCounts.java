package io.userautomation.model.runs;

/**
 * What one attempt to publish has done.
 *
 * @param fetched users received from the API
 * @param published records that the brokers acknowledged
 * @param rejected users that the validator refused, acknowledged in the dead letters
 * @param shortOf users asked for but not fetched: the API had no more, or the duration ended
 */
public record PublishCounts(long fetched, long published, long rejected, long shortOf) {

    public static final PublishCounts NONE = new PublishCounts(0, 0, 0, 0);
}
