package io.userautomation.audit;

/**
 * Which version of a user a record is; the newest wins in both databases.
 *
 * @param timestampMillis the record's Kafka timestamp
 * @param offset its offset, which decides between equal timestamps
 */
record Version(long timestampMillis, long offset) {}
