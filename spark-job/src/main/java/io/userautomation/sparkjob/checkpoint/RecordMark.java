package io.userautomation.sparkjob.checkpoint;

/**
 * By what a position in the users topic is known again: the last record before it. Another one at the same offset means that
 * the brokers have lost the end of their log and written on.
 *
 * @param end the position, the offset behind the last record that is stored
 * @param offset of the last record before it
 * @param timestampMillis the record's
 * @param checksum of its key and value
 */
public record RecordMark(long end, long offset, long timestampMillis, long checksum) {}
