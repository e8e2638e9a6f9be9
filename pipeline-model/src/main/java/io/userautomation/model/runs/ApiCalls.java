package io.userautomation.model.runs;

/**
 * What an attempt to publish has asked of the API.
 *
 * @param requests pages asked for, repetitions included
 * @param throttled repetitions since the API asked for patience (429)
 * @param serverErrors repetitions since it answered that it can't (5xx, 408)
 * @param unanswered repetitions since there was no connection, or no answer in time
 * @param unusable repetitions since the answer was no page of users, or not all of one
 */
public record ApiCalls(long requests, long throttled, long serverErrors, long unanswered, long unusable) {

    public static final ApiCalls NONE = new ApiCalls(0, 0, 0, 0, 0);

    /** All repetitions. */
    public long retries() {
        return throttled + serverErrors + unanswered + unusable;
    }

    /** Those of both. */
    public ApiCalls plus(ApiCalls other) {
        return new ApiCalls(
                requests + other.requests,
                throttled + other.throttled,
                serverErrors + other.serverErrors,
                unanswered + other.unanswered,
                unusable + other.unusable);
    }
}
