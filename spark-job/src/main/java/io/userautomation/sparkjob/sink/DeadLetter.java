package io.userautomation.sparkjob.sink;

import io.userautomation.model.Sink;

/**
 * Why a record can't be stored.
 *
 * @param stage one of {@code DeadLetterHeaders.STAGE_…}
 * @param exceptionClass class that refused it
 * @param message why, never the record's content
 * @param sink the sink that alone refused it; null where none could take it
 */
public record DeadLetter(String stage, String exceptionClass, String message, Sink sink) {}
