package io.userautomation.stores;

/**
 * Which version of a user a record is; the newest wins in both databases.
 *
 * @param timestampMillis when the record was first published: its Kafka timestamp, unless it is a replay
 * @param offset its offset, which decides between equal timestamps
 */
public record UserVersion(long timestampMillis, long offset) {}
