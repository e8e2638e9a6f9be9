package io.userautomation.stores;

/**
 * Why a record can't be stored.
 *
 * @param exceptionClass class that refused it
 * @param message why, never the record's content
 * @param store the {@link Store#name() store} that alone refused it; null where the validator did, so that none has it
 */
public record Refusal(String exceptionClass, String message, String store) {}
